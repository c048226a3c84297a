import { fr as shared } from '#libs/ui/i18n/fr';
import { accounts } from './fr/accounts';
import { alerts } from './fr/alerts';
import { applications } from './fr/applications';
import { contests } from './fr/contests';
import { discovery } from './fr/discovery';
import { mandates } from './fr/mandates';
import { missions } from './fr/missions';
import { news } from './fr/news';
import { operations } from './fr/operations';
import { organisations } from './fr/organisations';
import { profile } from './fr/profile';
import { shell } from './fr/shell';
import { whatIf } from './fr/what-if';

export const fr = {
  ...shared,
  shell,
  accounts,
  alerts,
  applications,
  contests,
  discovery,
  mandates,
  missions,
  news,
  operations,
  organisations,
  profile,
  whatIf,
};

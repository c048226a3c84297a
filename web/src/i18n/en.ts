import { en as shared } from '#libs/ui/i18n/en';
import { accounts } from './en/accounts';
import { alerts } from './en/alerts';
import { applications } from './en/applications';
import { contests } from './en/contests';
import { discovery } from './en/discovery';
import { mandates } from './en/mandates';
import { missions } from './en/missions';
import { news } from './en/news';
import { operations } from './en/operations';
import { organisations } from './en/organisations';
import { profile } from './en/profile';
import { shell } from './en/shell';
import { whatIf } from './en/what-if';
import type { Words } from './words';

export const en: Words = {
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

import { fr as shared } from '#libs/ui/i18n/fr';
import { accounts } from './fr/accounts';
import { discovery } from './fr/discovery';
import { shell } from './fr/shell';

export const fr = { ...shared, shell, accounts, discovery };

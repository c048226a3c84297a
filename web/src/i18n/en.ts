import { en as shared } from '#libs/ui/i18n/en';
import { accounts } from './en/accounts';
import { discovery } from './en/discovery';
import { shell } from './en/shell';
import type { Words } from './words';

export const en: Words = { ...shared, shell, accounts, discovery };

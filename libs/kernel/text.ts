/** C0 controls other than tab, newline and carriage return, and DEL. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Why a text cannot be stored, or undefined when it can: NUL, other control characters, lone surrogates. */
export function textFault(text: string): 'control-character' | 'lone-surrogate' | undefined {
  if (CONTROL.test(text)) return 'control-character';
  if (!text.isWellFormed()) return 'lone-surrogate';
  return undefined;
}

/** The e-mail address as it is stored and compared: NFKC, trimmed, lower case. */
export const normaliseEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

/** What kind of contact data was found in a text. */
export type ContactKind = 'EMAIL' | 'PHONE' | 'LINK';

// Every repetition is bounded: a text made to slow the search down takes no longer than another.
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const PHONE = /(?:\+33|0033|\b0)[\s.-]{0,3}(?:\(0\)[\s.-]{0,3})?[1-9](?:[\s.-]{0,3}\d{2}){4}\b/g;
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"]{1,500}/gi;

const KINDS: readonly [ContactKind, RegExp][] = [
  ['LINK', LINK],
  ['EMAIL', EMAIL],
  ['PHONE', PHONE],
];

/** The first e-mail address, French phone number and web address of a text, one of each kind at most, as written. */
export const contactIn = (text: string): { kind: ContactKind; found: string }[] =>
  KINDS.flatMap(([kind, pattern]) => {
    const [found] = text.match(pattern) ?? [];
    return found === undefined ? [] : [{ kind, found }];
  });

/** The text with its e-mail addresses, phone numbers and web addresses replaced by «…». */
export const withoutContact = (text: string): string =>
  KINDS.reduce((shown, [, pattern]) => shown.replace(pattern, '…'), text);

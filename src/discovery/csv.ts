/** French spreadsheets read UTF-8 only when the file begins so. */
const BOM = '\ufeff';

/**
 * One cell: quoted when it must be. A text that a spreadsheet would take for a formula (= + - @, tab, return, and their
 * full-width twins) begins with an apostrophe, so that nothing written by a person is ever executed (OWASP, CSV injection).
 */
export function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as French spreadsheets open it: `;` between cells, CRLF between lines, UTF-8 with its mark. */
export const csv = (rows: readonly (readonly (string | number | null)[])[]): string =>
  BOM + rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('');

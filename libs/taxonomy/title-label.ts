/**
 * A title written in both genders, its common ending once: “Directeur de la communication / Directrice de la
 * communication” → “Directeur / Directrice de la communication”. Other titles stay as they are.
 */
export function shortTitle(label: string): string {
  const [masculine, feminine, rest] = label.split(' / ').map((form) => form.split(' '));
  if (!masculine || !feminine || rest) return label;
  let same = 0;
  while (same < Math.min(masculine.length, feminine.length) - 1 && masculine.at(-1 - same) === feminine.at(-1 - same))
    same += 1;
  if (same === 0) return label;
  return `${masculine.slice(0, -same).join(' ')} / ${feminine.join(' ')}`;
}

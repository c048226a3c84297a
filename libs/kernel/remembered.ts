/** Answers kept by one who remembers, unless another number is given. */
const MOST = 20_000;

/**
 * The same function of a text, which remembers its answers: people write the same labels and titles again and again. All are
 * forgotten before they are too many, and texts too long to come again are not kept. Answers are shared: nobody may change them.
 */
export function remembered<Answer>(
  find: (text: string) => Answer,
  most = MOST,
  longest = 200,
): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const kept = known.get(text);
    if (kept !== undefined || text.length > longest) return kept ?? find(text);
    const found = find(text);
    if (known.size >= most) known.clear();
    known.set(text, found);
    return found;
  };
}

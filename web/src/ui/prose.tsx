import { Fragment } from 'react';
import styles from './prose.module.css';

/**
 * A text as people type it: paragraphs, and lines that begin with a dash, a star or a bullet as a list. Nothing else is
 * read into it, so nothing can be smuggled in.
 */
export function Prose({ text }: { text: string }) {
  return (
    <div className={styles.prose}>
      {blocks(text).map((block, at) =>
        block.kind === 'list' ? (
          <ul key={at}>
            {block.lines.map((line, row) => (
              <li key={row}>{line}</li>
            ))}
          </ul>
        ) : (
          <p key={at}>
            {block.lines.map((line, row) => (
              <Fragment key={row}>
                {row > 0 ? <br /> : null}
                {line}
              </Fragment>
            ))}
          </p>
        ),
      )}
    </div>
  );
}

interface Block {
  kind: 'list' | 'paragraph';
  lines: string[];
}

const ITEM = /^\s*[-*•–]\s+/;

function blocks(text: string): Block[] {
  const made: Block[] = [];
  let open: Block | null = null;
  for (const line of text.split(/\r?\n/)) {
    const kind = ITEM.test(line) ? 'list' : 'paragraph';
    if (line.trim() === '') {
      open = null;
      continue;
    }
    if (!open || open.kind !== kind) made.push((open = { kind, lines: [] }));
    open.lines.push(line.replace(ITEM, '').trim());
  }
  return made;
}

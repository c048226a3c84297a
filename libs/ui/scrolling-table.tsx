import type { ReactNode } from 'react';

/**
 * A table that may be wider than its column, in a box of its own that scrolls sideways. The box takes the keyboard’s
 * focus and has a name, unique on its page: without both, what is beyond the edge is out of reach but for a mouse or a finger.
 */
export function ScrollingTable({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="scrolling-table" role="region" tabIndex={0} aria-label={name}>
      {children}
    </div>
  );
}

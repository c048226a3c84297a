import type { Steps } from '#libs/taxonomy/steps';

/** How long a computation may keep this process from its other work, in ms. */
const BREATH_MS = 20;

/** Runs a long computation piece by piece, letting timers and sockets have their turn in between. */
export async function breathe<T>(steps: Steps<T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < BREATH_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}

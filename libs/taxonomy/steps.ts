/**
 * Long computation in pieces: it stops after each, so that whoever runs it may let others have the processor in
 * between. What it returns does not depend on when it is continued.
 */
export type Steps<T> = Generator<void, T>;

/** Runs all pieces at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

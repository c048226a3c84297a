import { Breath } from '#libs/kernel/breath';
import type { Steps } from '#libs/taxonomy/steps';

/** Runs a long computation piece by piece, letting timers and sockets have their turn in between. */
export async function breathe<T>(steps: Steps<T>): Promise<T> {
  const breath = new Breath();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await breath.taken();
  }
}

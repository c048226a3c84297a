import { held } from './global-setup';

/** After the journeys: stops the services this run started, once nobody else is at work on them. */
export default async function globalTeardown(): Promise<void> {
  await held.services?.stop({ patient: true });
}

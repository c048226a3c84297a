import { useMediaQuery } from '@mantine/hooks';

/** True while the media query holds; right from the first paint, since the app only ever renders in a browser. */
export const useNarrow = (query: string): boolean =>
  useMediaQuery(query, matchMedia(query).matches, { getInitialValueInEffect: false }) ?? false;

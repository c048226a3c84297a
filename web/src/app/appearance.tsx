import { MantineProvider } from '@mantine/core';
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { theme } from './theme';

const CHOICE = 'aronde-theme';
const darkSystem = () => matchMedia('(prefers-color-scheme: dark)');

type Scheme = 'light' | 'dark';

const AppearanceContext = createContext<{ scheme: Scheme; choose(scheme: Scheme): void } | null>(null);

/** The theme: the system’s until the person chooses, then theirs. theme.js paints the same before React arrives. */
export function Appearance({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(() => localStorage.getItem(CHOICE));
  const [system, setSystem] = useState<Scheme>(() => (darkSystem().matches ? 'dark' : 'light'));
  useEffect(() => {
    const media = darkSystem();
    const follow = () => setSystem(media.matches ? 'dark' : 'light');
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  const scheme: Scheme = choice === 'dark' || choice === 'light' ? choice : system;
  const appearance = useMemo(
    () => ({
      scheme,
      choose: (next: Scheme) => {
        localStorage.setItem(CHOICE, next);
        setChoice(next);
      },
    }),
    [scheme],
  );
  return (
    <AppearanceContext value={appearance}>
      <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
        {children}
      </MantineProvider>
    </AppearanceContext>
  );
}

/** The theme in force, and how to choose the other. */
export function useAppearance() {
  const appearance = use(AppearanceContext);
  if (!appearance) throw new Error('useAppearance outside <Appearance>');
  return appearance;
}

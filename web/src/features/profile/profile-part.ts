import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';

/** The parts of one’s own profile that have an address: `/profil#tarif`. */
export type ProfilePart = 'competences' | 'disponibilite' | 'tarif' | 'lieu';

/** Puts the cursor into the first field of the part the address names. */
export function usePartInFocus(): void {
  const part = useLocation({ select: ({ hash }) => hash });
  useEffect(() => {
    if (part) document.getElementById(part)?.querySelector<HTMLElement>('input, select')?.focus();
  }, [part]);
}

import { Button, UnstyledButton } from '@mantine/core';
import { X } from 'lucide-react';
import { useSpeech } from '../../app/words';
import { remoteName, type Facets } from './filters';
import { chosenIn, toggled, type Filter, type SearchParams } from './search-params';
import styles from './chips.module.css';

interface Chip {
  key: string;
  label: string;
  without: SearchParams;
}

const LISTS = ['skills', 'occupations', 'remote', 'languages', 'departements'] as const;

/** The filters in force, each with its cross; also used to say what narrows an empty result. */
export function useChips(params: SearchParams, facets: Facets | undefined): Chip[] {
  const { w, f } = useSpeech();
  const words = w.discovery.filter;
  const lists = LISTS.flatMap((name) =>
    chosenIn(params, name).map((value) => ({
      key: `${name}-${value}`,
      label:
        name === 'remote'
          ? remoteName(w, { value, label: value })
          : (facets?.[name].find((facet) => facet.value === value)?.label ?? value),
      without: toggled(params, name, value),
    })),
  );
  const one = (name: Filter, label: string, ...also: Filter[]): Chip[] => {
    if (!params[name]) return [];
    const without = { ...params, [name]: undefined };
    for (const other of also) without[other] = undefined;
    return [{ key: name, label, without }];
  };
  return [
    ...lists,
    ...one('place', `${params.place ?? ''} · ${f.distance(Number(params.km ?? 50))}`, 'km'),
    ...one('rateMin', `≥ ${f.euros(Number(params.rateMin))}`),
    ...one('rateMax', `≤ ${f.euros(Number(params.rateMax))}`),
    ...one('availableBy', words.before(params.availableBy ? f.date(params.availableBy) : '')),
    ...one('experienceMin', words.experience(Number(params.experienceMin))),
    ...one('caseload', words.caseload),
  ];
}

export function Chips(props: { chips: readonly Chip[]; change: (params: SearchParams) => void; clear: () => void }) {
  const { w } = useSpeech();
  if (props.chips.length === 0) return null;
  return (
    <div className={styles.chips}>
      {props.chips.map((chip) => (
        <UnstyledButton
          key={chip.key}
          className={styles.chip}
          aria-label={w.shell.verb.remove(chip.label)}
          onClick={() => props.change(chip.without)}
        >
          {chip.label}
          <X size={15} aria-hidden />
        </UnstyledButton>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={props.clear}>
        {w.shell.verb.clear}
      </Button>
    </div>
  );
}

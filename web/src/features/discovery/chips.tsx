import { Button, UnstyledButton } from '@mantine/core';
import { X } from 'lucide-react';
import { useSpeech } from '../../app/words';
import { remoteName, type Facets } from './filters';
import { chosenIn, without, type Filter, type SearchParams } from './search-params';
import styles from './chips.module.css';

export interface Chip {
  key: string;
  filter: Filter;
  value: string | null;
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
      filter: name,
      value,
      label:
        name === 'remote'
          ? remoteName(w, { value, label: value })
          : name === 'languages'
            ? f.language(value)
            : (facets?.[name].find((facet) => facet.value === value)?.label ?? value),
      without: without(params, name, value),
    })),
  );
  const one = (filter: Filter, label: string): Chip[] =>
    params[filter] ? [{ key: filter, filter, value: null, label, without: without(params, filter, null) }] : [];
  return [
    ...lists,
    ...one('place', `${params.place ?? ''} · ${f.distance(Number(params.km ?? 50))}`),
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

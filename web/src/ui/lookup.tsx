import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useSpeech } from '../app/words';
import { ask } from '../lib/http';

/** Fewer letters than this find half the referential. */
const SHORTEST = 2;

export interface LookupProps<T> {
  label: string;
  description?: string;
  placeholder?: string;
  error?: React.ReactNode;
  /** The API list that answers `?q=`: `/skills`, `/occupations`, `/places`. */
  path: string;
  toLabel: (item: T) => string;
  toKey: (item: T) => string | number;
  onPick: (item: T) => void;
  /** Given when words outside the list are welcome too. */
  onFree?: (text: string) => void;
  /** What the field shows when nothing is being typed; pickers that add to a list leave it out. */
  value?: string;
  onClear?: () => void;
  disabled?: boolean;
  /** What is typed already when the field appears: its entries show as soon as it has the cursor. */
  begin?: string;
}

/** A field that finds an entry of the referential as one types; the list says when it found nothing. */
export function Lookup<T>(props: LookupProps<T>) {
  const { w, locale } = useSpeech();
  const [typed, setTyped] = useState<string | null>(props.begin ?? null);
  const [q] = useDebouncedValue((typed ?? '').trim(), 180);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useQuery({
    queryKey: ['lookup', props.path, q, locale],
    queryFn: ({ signal }) => ask<{ items: T[] }>(props.path, { query: { q, limit: 8 }, signal }),
    enabled: q.length >= SHORTEST,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
  const items = q.length >= SHORTEST ? (found.data?.items ?? []) : [];
  const shown = items.map((item) => props.toKey(item)).join();
  const { selectFirstOption } = combobox;
  useEffect(() => {
    if (shown) selectFirstOption();
  }, [shown, selectFirstOption]);
  const free = props.onFree && q.length >= SHORTEST && !items.some((item) => sameWords(props.toLabel(item), q));

  const choose = (key: string) => {
    const item = items.find((one) => String(props.toKey(one)) === key);
    if (item) props.onPick(item);
    else if (props.onFree) props.onFree(q);
    setTyped(null);
    combobox.closeDropdown();
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          label={props.label}
          description={props.description}
          placeholder={props.placeholder}
          error={props.error}
          disabled={props.disabled}
          autoComplete="off"
          value={typed ?? props.value ?? ''}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            if (event.currentTarget.value === '') props.onClear?.();
            combobox.openDropdown();
          }}
          onFocus={() => {
            if (typed !== null) combobox.openDropdown();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && typed !== null) event.preventDefault();
          }}
          onBlur={() => {
            setTyped(null);
            combobox.closeDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={q.length < SHORTEST || (!found.isFetched && !free)}>
        <Combobox.Options aria-label={props.label}>
          {items.map((item) => (
            <Combobox.Option key={props.toKey(item)} value={String(props.toKey(item))}>
              {props.toLabel(item)}
            </Combobox.Option>
          ))}
          {free ? <Combobox.Option value={`\u0000${q}`}>{w.shell.lookup.addFree(q)}</Combobox.Option> : null}
          {items.length === 0 && !free ? (
            <Combobox.Empty>{found.isError ? w.shell.failure.sentence : w.shell.lookup.nothing}</Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const sameWords = (a: string, b: string) => a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0;

import { Textarea, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';

/** How long one stops typing before what was typed is saved, in milliseconds. */
const PAUSE_MS = 1_200;

interface AutoText {
  label: string;
  description?: string;
  value: string;
  save: (value: string) => void;
  error?: React.ReactNode;
  maxLength: number;
  rows?: number;
}

/** A text that saves itself when one pauses or leaves it. */
export function AutoText({ value, save, rows, ...props }: AutoText) {
  const field = useSettling(value, save);
  const shared = {
    ...props,
    value: field.typed,
    onChange: (event: { currentTarget: { value: string } }) => field.type(event.currentTarget.value),
    onBlur: field.settle,
  };
  return rows ? <Textarea autosize minRows={rows} {...shared} /> : <TextInput {...shared} />;
}

interface AutoNumber {
  label: string;
  value: number | null;
  save: (value: number | null) => void;
  error?: React.ReactNode;
  min?: number;
  max: number;
  step?: number;
  size?: 'sm' | 'md';
  className?: string;
  placeholder?: string;
  labelHidden?: boolean;
  /** What is counted, shown in the field. */
  unit?: string;
}

/** A number that saves itself; left empty it means “not said”. */
export function AutoNumber({ value, save, label, labelHidden, unit, min = 0, ...props }: AutoNumber) {
  const field = useSettling(value === null ? '' : String(value), (text) =>
    save(text.trim() === '' ? null : Number(text)),
  );
  return (
    <TextInput
      type="number"
      inputMode="numeric"
      min={min}
      {...(unit && value !== null ? { rightSection: <span aria-hidden>{unit}</span>, rightSectionWidth: 44 } : {})}
      {...(labelHidden ? { 'aria-label': label } : { label })}
      {...props}
      value={field.typed}
      onChange={(event) => field.type(event.currentTarget.value)}
      onBlur={field.settle}
    />
  );
}

/** A date that saves itself. */
export function AutoDate(props: {
  label: string;
  value: string | null;
  save: (value: string | null) => void;
  error?: React.ReactNode;
}) {
  const field = useSettling(props.value ?? '', (text) => props.save(text || null));
  return (
    <TextInput
      type="date"
      label={props.label}
      error={props.error}
      value={field.typed}
      onChange={(event) => field.type(event.currentTarget.value)}
      onBlur={field.settle}
    />
  );
}

/**
 * What is typed until it settles: saved after a pause, on leaving the field, on leaving the page. The value given is
 * shown again as soon as nothing is being typed.
 */
function useSettling(value: string, save: (value: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const saveChange = useEffectEvent(() => {
    if (typed !== null && typed !== value) save(typed);
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => saveChange(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => () => saveChange(), []);
  return {
    typed: typed ?? value,
    type: setTyped,
    settle: () => {
      if (typed !== null && typed !== value) save(typed);
      setTyped(null);
    },
  };
}

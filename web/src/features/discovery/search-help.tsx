import { Button } from '@mantine/core';
import type { FacetValue, Relief } from '#libs/contracts/discovery';
import { useSpeech } from '../../app/words';
import { TextButton } from '../../ui/text-button';
import type { Chip } from './chips';
import styles from './search-help.module.css';
import type { SearchAnswer } from './search-page';
import { toggled, type SearchParams } from './search-params';

/** How the words were read, when not as typed. */
export function Reading({ answer, params }: { answer?: SearchAnswer<unknown>; params: SearchParams }) {
  const { w, f } = useSpeech();
  const notes = [
    ...(answer?.corrected ?? []).map(({ from, to }) => w.discovery.corrected(from, to)),
    ...(answer?.widened ? [w.discovery.widened] : []),
    ...(answer?.widenedKm
      ? [w.discovery.widenedTo(f.distance(Number(params.km ?? 50)), params.place ?? '', f.distance(answer.widenedKm))]
      : []),
    ...(answer?.sampled ? [w.discovery.sampled] : []),
    ...(answer?.degraded ? [w.discovery.degraded] : []),
  ];
  return (
    <div role="status" className={styles.reading}>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

/** What each filter costs, the dearest first: taking it away gives that many. */
export function Reliefs(props: {
  reliefs: readonly Relief[];
  chips: readonly Chip[];
  params: SearchParams;
  change: (params: SearchParams) => void;
}) {
  const { w } = useSpeech();
  const { params, change } = props;
  const offers = props.reliefs.flatMap((relief) => {
    if (relief.filter === 'q')
      return [{ key: 'q', label: params.q ?? '', count: relief.count, left: { ...params, q: undefined } }];
    const chip = props.chips.find(({ filter, value }) => filter === relief.filter && value === relief.value);
    return chip ? [{ key: chip.key, label: chip.label, count: relief.count, left: chip.without }] : [];
  });
  return (
    <div className={styles.removals}>
      {offers.map((offer) => (
        <Button key={offer.key} variant="default" onClick={() => change(offer.left)}>
          {w.discovery.without(offer.label)}
          <span className={styles.gain}>{w.discovery.results(offer.count)}</span>
        </Button>
      ))}
      {offers.length === 0 ? (
        <Button variant="default" onClick={() => change({ mission: params.mission })}>
          {w.shell.verb.clear}
        </Button>
      ) : null}
    </div>
  );
}

/** Occupations near the one searched; choosing one adds it, or takes the place of the words that named the other. */
export function Related(props: {
  related: readonly FacetValue[];
  params: SearchParams;
  change: (params: SearchParams) => void;
}) {
  const { w } = useSpeech();
  const { params } = props;
  return (
    <p className={styles.related}>
      <span>{w.discovery.related}</span>
      {props.related.map(({ value, label, count }) => (
        <TextButton
          key={value}
          onClick={() =>
            props.change({ ...toggled(params, 'occupations', value), ...(params.occupations ? {} : { q: undefined }) })
          }
        >
          {label}
          <span className={styles.gain}>{count}</span>
        </TextButton>
      ))}
    </p>
  );
}

import type { FacetValue } from '#libs/contracts/discovery';
import { useSpeech } from '../../app/words';
import styles from './rate-histogram.module.css';

/** Width of a band, in euros (libs/search/search.port.ts). */
const BAND = 50;

/**
 * How many results ask which day rate, in bands of 50 euros; those within the bounds asked are full. One image with its
 * sentence: the bounds are set in the fields above it. Its place is kept until the counts are known.
 */
export function RateHistogram(props: { bands: readonly FacetValue[] | undefined; min?: string; max?: string }) {
  const { w, f } = useSpeech();
  if (!props.bands) return <div className={styles.waiting} />;
  const counts = new Map(props.bands.map(({ value, count }) => [Number(value), count]));
  const lowest = Math.min(...counts.keys());
  const highest = Math.max(...counts.keys());
  if (counts.size < 2) return null;
  const bands = Array.from({ length: (highest - lowest) / BAND + 1 }, (_, at) => lowest + at * BAND);
  const tallest = Math.max(...counts.values());
  const [mode = lowest] = [...counts].find(([, count]) => count === tallest) ?? [];
  const inside = (band: number) =>
    band + BAND > Number(props.min ?? 0) && band <= (props.max ? Number(props.max) : Number.POSITIVE_INFINITY);
  const range = (from: number, to: number) => `${f.number(from)}\u2013${f.euros(to)}`;
  return (
    <div
      className={styles.histogram}
      role="img"
      aria-label={w.discovery.filter.rates(range(lowest, highest + BAND), range(mode, mode + BAND))}
    >
      <div className={styles.bars} aria-hidden>
        {bands.map((band) => (
          <span
            key={band}
            className={inside(band) ? styles.bar : `${styles.bar} ${styles.outside}`}
            style={{ height: `${Math.max(4, ((counts.get(band) ?? 0) / tallest) * 100)}%` }}
            title={`${range(band, band + BAND)} · ${w.discovery.results(counts.get(band) ?? 0)}`}
          />
        ))}
      </div>
      <div className={styles.ends} aria-hidden>
        <span>{f.euros(lowest)}</span>
        <span>{f.euros(highest + BAND)}</span>
      </div>
    </div>
  );
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { SearchQuality } from '#libs/contracts/search-quality';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { PageHead } from '../../ui/page-head';
import { Row, Rows } from '../../ui/rows';
import { Sections } from '../../ui/sections';
import { FailureNote } from '../../ui/sending';
import styles from './search-quality.module.css';

const PERIODS = ['7', '30', '180'] as const;
const USUAL = '30';

const searchQuality = (days: string) =>
  queryOptions({
    queryKey: ['operations', 'searches', days],
    queryFn: ({ signal }) => ask<SearchQuality>('/operations/searches', { query: { days }, signal }),
  });

/** How searches go: what finds nothing, what is slow, how often the engine was stood in for. Nobody is named. */
export function SearchQualityPage() {
  const { w, f } = useSpeech();
  const words = w.operations.searches;
  const { jours } = useSearch({ from: '/signed-in/qualite-recherche' });
  const days = PERIODS.find((period) => period === jours) ?? USUAL;
  const { data, isError, error, refetch } = useQuery(searchQuality(days));
  return (
    <>
      <PageHead title={words.title} about={words.about} />
      <Sections
        label={words.period}
        sections={PERIODS.map((period) => ({
          key: period,
          name: words.days(Number(period)),
          current: period === days,
          link: { to: '/qualite-recherche', search: period === USUAL ? {} : { jours: period } },
        }))}
      />
      {isError ? <FailureNote error={error} again={() => void refetch()} /> : null}
      <Figures quality={data} />
      {data ? (
        <>
          <Listed
            title={words.emptiest}
            none={words.noneEmpty}
            rows={data.emptiest.map(({ kind, words: asked, filters, count }) => ({
              key: `${kind} ${asked} ${filters.join()}`,
              asked,
              about: dotted([
                words.kind[kind],
                filters.length > 0 ? f.list(filters.map((key) => words.filter(key))) : null,
              ]),
              figure: words.times(count),
            }))}
          />
          <Listed
            title={words.slowest}
            none={words.noneSlow}
            rows={data.slowest.map(({ kind, words: asked, count, p95Ms }) => ({
              key: `${kind} ${asked}`,
              asked,
              about: dotted([words.kind[kind], words.times(count)]),
              figure: words.ms(f.number(p95Ms)),
            }))}
          />
        </>
      ) : null}
    </>
  );
}

/** The numbers of the period; dashes keep their places until they have come. */
function Figures({ quality }: { quality: SearchQuality | undefined }) {
  const { w, f } = useSpeech();
  const words = w.operations.searches;
  const said = (value: number | null | undefined, as: (value: number) => string) => (value == null ? '—' : as(value));
  const time = (ms: number) => words.ms(f.number(ms));
  const figures = [
    [words.searches, said(quality?.searches, f.number)],
    [words.withoutResult, said(quality?.withoutResult, f.percent)],
    [words.widened, said(quality?.widened, f.percent)],
    [words.degraded, said(quality?.degraded, f.percent)],
    [words.median, said(quality?.medianMs, time)],
    [words.p95, said(quality?.p95Ms, time)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Listed(props: {
  title: string;
  none: string;
  rows: readonly { key: string; asked: string; about: string; figure: string }[];
}) {
  const { w } = useSpeech();
  return (
    <section className={styles.listed}>
      <h2>{props.title}</h2>
      {props.rows.length === 0 ? <p className={styles.none}>{props.none}</p> : null}
      {props.rows.length > 0 ? (
        <Rows label={props.title}>
          {props.rows.map(({ key, asked, about, figure }) => (
            <Row key={key}>
              <div className={styles.row}>
                <div>
                  <h3>{asked === '' ? w.operations.searches.noWords : asked}</h3>
                  <p>{about}</p>
                </div>
                <span>{figure}</span>
              </div>
            </Row>
          ))}
        </Rows>
      ) : null}
    </section>
  );
}

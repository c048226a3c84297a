import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { FacetValue } from '#libs/contracts/discovery';
import type { PlaceView } from '#libs/contracts/common';
import { useSpeech } from '../../app/words';
import type { Words } from '../../i18n/words';
import { Lookup } from '../../ui/lookup';
import { OccupationLookup, SkillLookup } from '../taxonomy/skill-lookup';
import { RateHistogram } from './rate-histogram';
import { chosenIn, toggled, type Filter, type SearchParams } from './search-params';
import styles from './filters.module.css';

const SHOWN = 7;
const DISTANCES = [10, 25, 50, 100, 200];

type ListFacet = 'skills' | 'occupations' | 'remote' | 'languages' | 'departements';
export type Facets = Record<ListFacet | 'rates', readonly FacetValue[]>;

export interface FiltersProps {
  params: SearchParams;
  facets: Facets | undefined;
  change: (params: SearchParams) => void;
  of: 'missions' | 'profiles';
  /** The adviser’s own people can be asked for alone. */
  withCaseload?: boolean;
  /** What stands above every filter. */
  above?: ReactNode;
}

/**
 * Every filter of a search; facets carry how many results each value would give. They come last: what the answer adds or
 * takes away moves nothing that was already there.
 */
export function Filters({ params, facets, change, of, withCaseload, above }: FiltersProps) {
  const { w, f } = useSpeech();
  const words = w.discovery.filter;
  const set = (name: Filter, value: string | undefined) => change({ ...params, [name]: value || undefined });
  const add = (name: 'skills' | 'occupations', id: number) => {
    if (!chosenIn(params, name).includes(String(id))) change(toggled(params, name, String(id)));
  };
  return (
    <div className={styles.filters}>
      {above}
      {withCaseload ? (
        <Checkbox
          label={words.caseload}
          checked={params.caseload === 'true'}
          onChange={(event) => set('caseload', event.currentTarget.checked ? 'true' : undefined)}
        />
      ) : null}
      <fieldset className={styles.group}>
        <legend>{words.place}</legend>
        <Lookup<PlaceView>
          label={words.town}
          path="/places"
          toLabel={(place) => (place.departement ? `${place.name} (${place.departement})` : place.name)}
          toKey={(place) => place.code ?? place.name}
          value={params.place ?? ''}
          onPick={(place) => change({ ...params, place: place.name, km: params.km ?? '50' })}
          onClear={() => change({ ...params, place: undefined, km: undefined })}
        />
        {params.place ? (
          <NativeSelect
            label={words.within}
            value={params.km ?? '50'}
            onChange={(event) => set('km', event.currentTarget.value)}
            data={DISTANCES.map((km) => ({ value: String(km), label: f.distance(km) }))}
          />
        ) : null}
      </fieldset>
      <TextInput
        type="date"
        label={of === 'profiles' ? words.availableBy : words.startsBy}
        value={params.availableBy ?? ''}
        onChange={(event) => set('availableBy', event.currentTarget.value)}
      />
      {of === 'profiles' ? (
        <NumberFilter
          label={words.experienceMin}
          value={params.experienceMin}
          set={(value) => set('experienceMin', value)}
          max={60}
        />
      ) : null}
      <fieldset className={styles.group}>
        <legend>{words.rate}</legend>
        <div className={styles.pair}>
          <NumberFilter label={words.rateMin} value={params.rateMin} set={(value) => set('rateMin', value)} step={10} />
          <NumberFilter label={words.rateMax} value={params.rateMax} set={(value) => set('rateMax', value)} step={10} />
        </div>
        <RateHistogram bands={facets?.rates} min={params.rateMin} max={params.rateMax} />
      </fieldset>
      <FacetGroup name="skills" title={words.skills} {...{ params, facets, change }}>
        <SkillLookup
          label={words.addSkill}
          taken={[]}
          pick={({ skillId }) => (skillId === null ? undefined : add('skills', skillId))}
          known
        />
      </FacetGroup>
      <FacetGroup name="occupations" title={words.occupations} {...{ params, facets, change }}>
        <OccupationLookup label={words.addOccupation} pick={({ id }) => add('occupations', id)} />
      </FacetGroup>
      <FacetGroup name="remote" title={words.remote} {...{ params, facets, change }} />
      <FacetGroup name="languages" title={words.languages} {...{ params, facets, change }} />
      <FacetGroup name="departements" title={words.departements} {...{ params, facets, change }} />
    </div>
  );
}

/** A number that filters once it has been left or confirmed, not at each key. */
function NumberFilter(props: {
  label: string;
  value?: string;
  set: (value: string) => void;
  step?: number;
  max?: number;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    if (typed !== null && typed !== (props.value ?? '')) props.set(typed);
    setTyped(null);
  };
  return (
    <TextInput
      type="number"
      inputMode="numeric"
      min={0}
      max={props.max ?? 10_000}
      step={props.step}
      label={props.label}
      value={typed ?? props.value ?? ''}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}

function FacetGroup(props: {
  name: ListFacet;
  title: string;
  params: SearchParams;
  facets: Facets | undefined;
  change: (params: SearchParams) => void;
  /** A field that finds the values the counts do not show. */
  children?: ReactNode;
}) {
  const { w } = useSpeech();
  const [all, setAll] = useState(false);
  const values = props.facets?.[props.name] ?? [];
  const chosen = chosenIn(props.params, props.name);
  if (!props.facets) return <FacetWaiting title={props.title} />;
  if (values.length === 0 && !props.children) return null;
  const shown = all ? values : values.filter((value, at) => at < SHOWN || chosen.includes(value.value));
  const rest = values.length - shown.length;
  return (
    <fieldset className={styles.group}>
      <legend>{props.title}</legend>
      {shown.map((value) => (
        <div key={value.value} className={styles.value}>
          <Checkbox
            label={props.name === 'remote' ? remoteName(w, value) : value.label}
            checked={chosen.includes(value.value)}
            onChange={() => props.change(toggled(props.params, props.name, value.value))}
          />
          <span className={styles.count} aria-label={w.discovery.results(value.count)}>
            {value.count}
          </span>
        </div>
      ))}
      {rest > 0 ? (
        <Button variant="subtle" size="compact-sm" className={styles.rest} onClick={() => setAll(true)}>
          {w.discovery.filter.moreValues(rest)}
        </Button>
      ) : null}
      {props.children}
    </fieldset>
  );
}

/** The API gives ways of working by their code. */
export const remoteName = (w: Words, value: Pick<FacetValue, 'value' | 'label'>): string =>
  (w.remoteMode as Record<string, string>)[value.value] ?? value.label;

function FacetWaiting({ title }: { title: string }) {
  return (
    <fieldset className={styles.group}>
      <legend>{title}</legend>
      {Array.from({ length: 3 }, (_, at) => (
        <div key={at} className={styles.ghost} />
      ))}
    </fieldset>
  );
}

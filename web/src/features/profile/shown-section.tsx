import { queryOptions, useQuery } from '@tanstack/react-query';
import type { OwnExposure } from '#libs/contracts/matching';
import { useSpeech } from '../../app/words';
import { ask } from '../../lib/http';
import { Section } from './profile-sections';

const exposureQuery = queryOptions({
  queryKey: ['match', 'exposure'],
  queryFn: ({ signal }) => ask<OwnExposure>('/me/exposure', { signal }),
});

/** How the person is shown to others: first places, what the order takes off, the places kept for newcomers. */
export function ShownSection() {
  const { w, f, locale } = useSpeech();
  const words = w.profile.shown;
  const { data } = useQuery(exposureQuery);
  return (
    <Section title={words.title}>
      <p>{data ? words.places(data.firstPlaces) : '\u00a0'}</p>
      {data && data.price > 0 ? <p>{words.price(f.number(data.price / 10))}</p> : null}
      {data?.newcomer ? <p>{words.newcomer}</p> : null}
      <p>
        <a href={`${locale === 'fr' ? '/classement' : '/en/classement'}#ordre`}>{w.missions.order.why}</a>
      </p>
    </Section>
  );
}

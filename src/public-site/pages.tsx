import { micromark } from 'micromark';
import type { MissionResults, MissionSearch } from '#libs/contracts/discovery';
import type { MissionCard, MissionView } from '#libs/contracts/mission';
import type { ProfileCard } from '#libs/contracts/profile';
import type { Locale } from '#libs/errors/problem';
import { Facts } from '#libs/ui/facts';
import { dotted, formatter } from '#libs/ui/format';
import { en } from '#libs/ui/i18n/en';
import { fr } from '#libs/ui/i18n/fr';
import { SampleJoints } from '#libs/ui/sample-joints';
import { SkillTags } from '#libs/ui/skill-tags';
import { missionPath, missionsPath } from './address';
import { spaced } from './layout';
import { siteWords } from './words';

const sharedWords = { fr, en };

/** Markdown as people write it, made safe: no raw HTML, no dangerous link. */
export const prose = (text: string): string => micromark(text);

function Text({ title, text }: { title: string; text: string }) {
  if (text.trim() === '') return null;
  return (
    <section>
      <h2>{title}</h2>
      <div className="text" dangerouslySetInnerHTML={{ __html: prose(text) }} />
    </section>
  );
}

export function MissionRows({
  missions,
  locale,
  level: Title = 'h3',
}: {
  level?: 'h2' | 'h3';
  missions: readonly (MissionCard & { km?: number | null })[];
  locale: Locale;
}) {
  const w = siteWords[locale];
  const f = formatter(locale);
  return (
    <ul className="mission-rows">
      {missions.map((mission) => (
        <li key={mission.id}>
          <Title className="title">
            <a href={missionPath(locale, mission)}>{mission.title}</a>
          </Title>
          <p className="muted">
            {dotted([mission.employer.name, mission.place?.name, mission.km == null ? null : f.distance(mission.km)])}
          </p>
          <p className="line">
            <strong>{f.dayRates(mission.rateMin, mission.rateMax)}</strong>
            {mission.durationWeeks === null ? null : <span>{f.weeks(mission.durationWeeks)}</span>}
            {mission.remoteMode === null ? null : <span>{w.modes[mission.remoteMode]}</span>}
            {mission.publishedAt === null ? null : <span className="muted">{posted(mission, locale)}</span>}
          </p>
          <SkillTags
            skills={mission.skills.slice(0, 6).map((skill) => ({ label: nameOf(skill, locale) }))}
            label={w.skills}
          />
        </li>
      ))}
    </ul>
  );
}

/** “Publiée le 18 novembre 2026 · 7 candidatures”. */
const posted = (mission: { publishedAt: string | null; applications: number }, locale: Locale): string =>
  dotted([
    mission.publishedAt && siteWords[locale].posted(formatter(locale).date(mission.publishedAt)),
    sharedWords[locale].count.applications(mission.applications),
  ]);

const nameOf = (skill: { label: string; labelEn: string | null }, locale: Locale): string =>
  locale === 'en' ? (skill.labelEn ?? skill.label) : skill.label;

export function SearchForm({ locale, search }: { locale: Locale; search: Partial<MissionSearch> }) {
  const w = siteWords[locale];
  const open = Boolean(search.km ?? search.remote?.length ?? search.rateMin);
  return (
    <form className="search" action={missionsPath(locale)} method="get" role="search">
      {search.occupations ? <input type="hidden" name="occupations" value={search.occupations.join(',')} /> : null}
      <label>
        {w.words}
        <input type="search" name="q" defaultValue={search.q} maxLength={200} />
      </label>
      <label>
        {w.place}
        <input type="text" name="place" defaultValue={search.place} maxLength={120} autoComplete="address-level2" />
      </label>
      <button className="action" type="submit">
        {w.see}
      </button>
      <details open={open}>
        <summary>{w.filters}</summary>
        <div className="more">
          <label>
            {w.km}
            <input type="number" name="km" min={1} max={500} defaultValue={search.km} />
          </label>
          <label>
            {w.remote}
            <select name="remote" defaultValue={search.remote?.[0] ?? ''}>
              <option value="">{w.anyRemote}</option>
              {(['REMOTE', 'HYBRID', 'ONSITE'] as const).map((mode) => (
                <option key={mode} value={mode}>
                  {w.modes[mode]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {w.rateMin}
            <input type="number" name="rateMin" min={0} max={10_000} defaultValue={search.rateMin} />
          </label>
        </div>
      </details>
    </form>
  );
}

export function HomePage({ locale, fresh }: { locale: Locale; fresh: MissionResults['items'] }) {
  const w = siteWords[locale];
  return (
    <>
      <div className="opening">
        <div>
          <h1>{w.tagline}</h1>
          <p className="lead">{spaced(w.lead, locale)}</p>
        </div>
        <SearchForm locale={locale} search={{}} />
        <SampleJoints words={sharedWords[locale]} />
      </div>
      <ul className="doors">
        {w.doors.map((door) => (
          <li key={door.title}>
            <a href={door.href}>{door.title}</a>
            <p>{spaced(door.text, locale)}</p>
          </li>
        ))}
      </ul>
      <h2>{w.fresh}</h2>
      <MissionRows missions={fresh} locale={locale} />
    </>
  );
}

/** The addresses a page of results leads to. */
export interface Leads {
  next: string | null;
  /** Occupations near the one searched, with what each would give. */
  related: readonly { label: string; count: number; href: string }[];
  /** The names of the occupations chosen, and the same search without them. */
  chosen: readonly string[];
  without: string;
}

function Related({ related, locale }: Pick<Leads, 'related'> & { locale: Locale }) {
  const w = siteWords[locale];
  if (related.length === 0) return null;
  return (
    <section className="related">
      <h2>{w.related}</h2>
      <ul>
        {related.map(({ label, count, href }) => (
          <li key={href}>
            <a href={href}>{label}</a> <span className="muted">{w.count(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function MissionsPage(props: {
  locale: Locale;
  search: Partial<MissionSearch>;
  results: MissionResults | null;
  refusal: string | null;
  leads: Leads;
}) {
  const { locale, search, results, refusal, leads } = props;
  const w = siteWords[locale];
  return (
    <>
      <h1>{results ? w.count(results.total) : w.missions}</h1>
      <SearchForm locale={locale} search={search} />
      {leads.chosen.length > 0 ? (
        <p>
          {spaced(w.chosen(leads.chosen.join(', ')), locale)} <a href={leads.without}>{w.everyOccupation}</a>
        </p>
      ) : null}
      {refusal ? (
        <p className="note" role="alert">
          {spaced(refusal, locale)}
        </p>
      ) : null}
      {results?.corrected.map(({ from, to }) => (
        <p key={from} className="note">
          {spaced(w.corrected(from, to), locale)}
        </p>
      ))}
      {results?.widened ? <p className="note">{spaced(w.widened, locale)}</p> : null}
      {results?.degraded ? (
        <p className="note" role="status">
          {spaced(w.degraded, locale)}
        </p>
      ) : null}
      {results && results.items.length === 0 ? (
        <>
          <p className="lead">{w.none}</p>
          <p>
            <a href={missionsPath(locale)}>{w.everything}</a>
          </p>
        </>
      ) : null}
      <Related related={leads.related} locale={locale} />
      {results ? <MissionRows missions={results.items} locale={locale} level="h2" /> : null}
      {leads.next ? (
        <p>
          <a href={leads.next} rel="next">
            {w.next}
          </a>
        </p>
      ) : null}
    </>
  );
}

export function MissionPage({
  mission,
  similar,
  locale,
}: {
  mission: MissionView;
  similar: MissionResults['items'];
  locale: Locale;
}) {
  const w = siteWords[locale];
  const f = formatter(locale);
  const rates = f.dayRates(mission.rateMin, mission.rateMax);
  const groups = [
    { title: w.must, skills: mission.skills.filter((skill) => skill.must) },
    { title: w.required, skills: mission.skills.filter((skill) => skill.importance === 'REQUIRED' && !skill.must) },
    { title: w.preferred, skills: mission.skills.filter((skill) => skill.importance === 'PREFERRED') },
  ].filter((group) => group.skills.length > 0);
  return (
    <article>
      <h1>{mission.title}</h1>
      <p className="muted">{dotted([mission.employer.name, mission.place?.name])}</p>
      <Facts
        facts={[
          rates ? { name: w.facts.rate, value: rates } : null,
          mission.durationWeeks === null ? null : { name: w.facts.duration, value: f.weeks(mission.durationWeeks) },
          mission.startsOn === null ? null : { name: w.facts.start, value: f.date(mission.startsOn) },
          mission.place === null ? null : { name: w.facts.place, value: mission.place.name },
          mission.remoteMode === null ? null : { name: w.facts.remote, value: w.modes[mission.remoteMode] },
          mission.applyDeadline === null ? null : { name: w.facts.deadline, value: f.date(mission.applyDeadline) },
        ]}
      />
      <p className="act">
        <a className="action" href={`/app/missions/${mission.id}/postuler`}>
          {w.apply}
        </a>
      </p>
      {mission.publishedAt === null ? null : <p className="muted">{posted(mission, locale)}</p>}
      <Text title={w.context} text={mission.context} />
      <Text title={w.description} text={mission.description} />
      <Text title={w.deliverables} text={mission.deliverables} />
      {groups.length > 0 ? <h2>{w.asked}</h2> : null}
      {groups.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <SkillTags skills={group.skills.map((skill) => ({ label: nameOf(skill, locale) }))} label={group.title} />
        </section>
      ))}
      {similar.length > 0 ? (
        <section>
          <h2>{w.similar}</h2>
          <MissionRows missions={similar} locale={locale} />
        </section>
      ) : null}
    </article>
  );
}

export function ClosedPage({
  title,
  similar,
  locale,
}: {
  title: string;
  similar: MissionResults['items'];
  locale: Locale;
}) {
  const w = siteWords[locale];
  return (
    <>
      <h1>{w.closed}</h1>
      <p className="lead">{title}</p>
      <p>{spaced(w.closedText, locale)}</p>
      <MissionRows missions={similar} locale={locale} level="h2" />
    </>
  );
}

export function MissingPage({ locale }: { locale: Locale }) {
  const w = siteWords[locale];
  return (
    <>
      <h1>{w.missing}</h1>
      <p>{w.missingText}</p>
      <SearchForm locale={locale} search={{}} />
    </>
  );
}

export function ProfilePage({ card, locale }: { card: ProfileCard; locale: Locale }) {
  const w = siteWords[locale];
  const f = formatter(locale);
  const available = card.availabilityStatus
    ? [
        w.availability[card.availabilityStatus],
        card.availableFrom && card.availabilityStatus === 'FROM_DATE' ? f.date(card.availableFrom) : '',
      ]
        .join(' ')
        .trim()
    : null;
  const rates = f.dayRates(card.dailyRateMin, card.dailyRateTarget);
  return (
    <article>
      <h1>{card.name}</h1>
      <p className="lead">{card.headline}</p>
      <Facts
        facts={[
          available ? { name: w.facts.availability, value: available } : null,
          rates ? { name: w.facts.rate, value: rates } : null,
          card.place === null ? null : { name: w.facts.place, value: card.place.name },
          card.remoteModes.length === 0
            ? null
            : { name: w.facts.remote, value: card.remoteModes.map((mode) => w.modes[mode]).join(', ') },
          card.languages.length === 0
            ? null
            : { name: w.facts.languages, value: card.languages.map(({ code }) => f.language(code)).join(', ') },
          card.experienceYears === null ? null : { name: w.experience, value: w.years(card.experienceYears) },
        ]}
      />
      {card.availabilityConfirmedAt ? (
        <p className="muted">{w.confirmed(f.date(card.availabilityConfirmedAt))}</p>
      ) : null}
      <p className="act">
        <a className="action" href={`/app/profils/${card.id}`}>
          {w.propose}
        </a>
      </p>
      <Text title={w.about} text={card.summary} />
      <h2>{w.skills}</h2>
      <SkillTags skills={card.skills.map((skill) => ({ label: nameOf(skill, locale) }))} label={w.skills} />
      {card.experiences.length > 0 ? <h2>{w.experience}</h2> : null}
      {card.experiences.map((experience, index) => (
        <section className="experience" key={index}>
          <h3>{experience.title}</h3>
          <p className="muted">
            {[experience.from, experience.to].flatMap((date) => (date ? [f.month(date)] : [])).join(' – ')}
          </p>
          <div className="text" dangerouslySetInnerHTML={{ __html: prose(experience.description) }} />
        </section>
      ))}
    </article>
  );
}

import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { MissionResults } from '#libs/contracts/discovery';
import { SkillTags } from '#libs/ui/skill-tags';
import { dotted } from '#libs/ui/format';
import { useSpeech } from '../../app/words';
import { ApplicationMark } from '../applications/application-mark';
import { missionBy, missionRowFacts, skillName } from '../missions/mission-facts';
import styles from '../matching/match-rows.module.css';
import { OpenedSearch, left, useVisit } from './opened-search';
import { SearchPage } from './search-page';
import { chosenIn, type SearchParams } from './search-params';

type FoundMission = MissionResults['items'][number];

const SHOWN = 6;

/** Searching every open mission. */
export function MissionSearch() {
  const { w } = useSpeech();
  const params = useSearch({ from: '/signed-in/missions' });
  const navigate = useNavigate({ from: '/missions' });
  const change = (search: SearchParams) => void navigate({ search, replace: true, resetScroll: false });
  useVisit(params.recherche);
  return (
    <SearchPage<FoundMission>
      path="/search/missions"
      of="missions"
      params={params}
      change={change}
      about={params.recherche ? <OpenedSearch id={params.recherche} leave={() => change(left(params))} /> : undefined}
      toKey={(card) => card.id}
      count={w.count.missions}
      row={(card) => <MissionRow card={card} wanted={chosenIn(params, 'skills').map(Number)} />}
    />
  );
}

function MissionRow({ card, wanted }: { card: FoundMission; wanted: readonly number[] }) {
  const { w, f } = useSpeech();
  const notes = [
    card.publishedAt ? w.missions.one.published(f.ago(card.publishedAt, new Date())) : null,
    w.count.applications(card.applications),
  ];
  return (
    <article className={styles.what}>
      <h2>
        <Link to="/missions/$id" params={{ id: card.id }} className={styles.name}>
          {card.title}
        </Link>
      </h2>
      <ApplicationMark application={card.application} />
      <p className={styles.by}>{missionBy(card, w)}</p>
      <p>{dotted(missionRowFacts(card, w, f))}</p>
      <p className={styles.facts}>{dotted(notes)}</p>
      <div className={styles.tags}>
        <SkillTags
          label={w.profile.page.skills}
          skills={card.skills.slice(0, SHOWN).map((skill) => ({
            label: skillName(skill, f),
            ...(wanted.includes(skill.skillId) ? { tone: 'met' as const } : {}),
          }))}
        />
      </div>
    </article>
  );
}

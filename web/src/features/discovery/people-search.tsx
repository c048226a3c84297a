import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ProfileCard } from '#libs/contracts/profile';
import { SkillTags } from '#libs/ui/skill-tags';
import { dotted } from '#libs/ui/format';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { Prose } from '../../ui/prose';
import { useNarrow } from '../../ui/use-narrow';
import { skillName } from '../missions/mission-facts';
import { profileFacts } from '../profile/profile-facts';
import { ProfileSheet } from '../profile/profile-sheet';
import styles from '../matching/match-rows.module.css';
import { SearchPage } from './search-page';
import { chosenIn, type SearchParams } from './search-params';

/** Skills shown in a row. */
const SHOWN = 6;

/** Searching people; the one chosen is read beside the list. No mission chosen: no score is invented. */
export function PeopleSearch() {
  const { w } = useSpeech();
  const params = useSearch({ from: '/signed-in/candidats' });
  const navigate = useNavigate({ from: '/candidats' });
  const adviser = hatOf(useMe()) === 'adviser';
  const change = (search: SearchParams) => void navigate({ search, replace: true, resetScroll: false });
  return (
    <SearchPage<ProfileCard>
      path="/search/profiles"
      of="profiles"
      withCaseload={adviser}
      params={params}
      change={change}
      toKey={(card) => card.id}
      count={w.count.candidates}
      row={(card) => <PersonRow card={card} params={params} change={change} />}
      pane={(shown) => (shown ? <PersonPane card={shown} /> : null)}
    />
  );
}

function PersonRow(props: { card: ProfileCard; params: SearchParams; change: (params: SearchParams) => void }) {
  const { w, f } = useSpeech();
  const { card, params } = props;
  const wanted = chosenIn(params, 'skills').map(Number);
  const skills = card.skills
    .toSorted((a, b) => Number(wanted.includes(b.skillId)) - Number(wanted.includes(a.skillId)))
    .slice(0, SHOWN);
  const narrow = useNarrow('(width <= 1180px)');
  return (
    <article className={styles.what}>
      <h2>
        <Link
          to="/profils/$id"
          params={{ id: card.id }}
          className={styles.name}
          onClick={(event) => {
            if (narrow || event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            props.change({ ...params, fiche: card.id });
          }}
        >
          {card.name}
        </Link>
      </h2>
      <p>{card.headline}</p>
      <p className={styles.facts}>{dotted(profileFacts(card, w, f))}</p>
      <div className={styles.tags}>
        <SkillTags
          label={w.profile.page.skills}
          skills={skills.map((skill) => ({
            label: skillName(skill, f),
            ...(wanted.includes(skill.skillId) ? { tone: 'met' as const } : {}),
          }))}
        />
      </div>
    </article>
  );
}

function PersonPane({ card }: { card: ProfileCard }) {
  const { w } = useSpeech();
  return (
    <div className={styles.sheet}>
      <div className={styles.paneHead}>
        <h2>{card.name}</h2>
        <p>{card.headline}</p>
        <div className={styles.paneActions}>
          <ButtonLink variant="action" to="/profils/$id" params={{ id: card.id }}>
            {w.discovery.people.fullProfile}
          </ButtonLink>
        </div>
      </div>
      <Prose text={card.summary} />
      <ProfileSheet card={card} />
    </div>
  );
}

import { ActionIcon } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Download, FolderHeart } from 'lucide-react';
import type { FoundProfile } from '#libs/contracts/discovery';
import { SkillTags } from '#libs/ui/skill-tags';
import { dotted } from '#libs/ui/format';
import { hatOf, useMe } from '../../app/session';
import { useSpeech } from '../../app/words';
import { ButtonLink } from '../../ui/button-link';
import { Prose } from '../../ui/prose';
import { ApplicationMark, ToApplication } from '../applications/application-mark';
import { FitPanel } from '../matching/fit-panel';
import styles from '../matching/match-rows.module.css';
import { NewcomerMark, OrderLine, PlaceByScore } from '../matching/order-line';
import { ScoreColumn } from '../matching/score-column';
import { skillName } from '../missions/mission-facts';
import { profileFacts } from '../profile/profile-facts';
import { ProfileSheet } from '../profile/profile-sheet';
import { ForMission, MissionPicker } from './mission-picker';
import own from './people-search.module.css';
import { OpenedSearch, left, useVisit } from './opened-search';
import { SearchPage } from './search-page';
import { chosenIn, orderOf, sortOf, toAddress, type SearchParams } from './search-params';
import { Reviewed, useVerdicts, VerdictButtons, VerdictMark } from './verdicts';

/** Skills shown in a row. */
const SHOWN = 6;

/** Searching people; the one chosen is read beside the list. No mission chosen: no score is invented. */
export function PeopleSearch() {
  const { w } = useSpeech();
  const words = w.discovery.people;
  const params = useSearch({ from: '/signed-in/candidats' });
  const navigate = useNavigate({ from: '/candidats' });
  const adviser = hatOf(useMe()) === 'adviser';
  const order = orderOf(params);
  const change = (search: SearchParams) => void navigate({ search, replace: true, resetScroll: false });
  const choose = (mission: string | undefined) =>
    change({ ...params, mission, ordre: undefined, sort: undefined, verdict: undefined, fiche: undefined });
  const verdicts = useVerdicts(params);
  useVisit(params.recherche);
  return (
    <SearchPage<FoundProfile>
      path="/search/profiles"
      of="profiles"
      withCaseload={adviser}
      params={params}
      change={change}
      toKey={(card) => card.id}
      count={w.count.candidates}
      above={<MissionPicker chosen={params.mission} choose={choose} among={adviser ? 'open' : 'own'} />}
      about={
        params.mission || params.recherche ? (
          <>
            {params.recherche ? <OpenedSearch id={params.recherche} leave={() => change(left(params))} /> : null}
            {params.mission ? <ForMission id={params.mission} leave={() => choose(undefined)} /> : null}
          </>
        ) : undefined
      }
      under={(answer) =>
        verdicts ? <Reviewed kept={answer?.kept ?? 0} rejected={answer?.rejected ?? 0} {...{ params, change }} /> : null
      }
      dismiss={verdicts ? (card) => verdicts.attempt(card, card.verdict ? 'NONE' : 'REJECTED') : undefined}
      actions={
        adviser ? (
          <ActionIcon
            component="a"
            variant="default"
            size={42}
            aria-label={words.file}
            title={words.file}
            href={toAddress('/search/profiles.csv', params)}
            download
          >
            <Download size={18} aria-hidden />
          </ActionIcon>
        ) : undefined
      }
      order={
        params.mission && sortOf(params) === 'MATCH'
          ? (answer) => (
              <OrderLine
                order={order}
                other={{ to: '/candidats', search: { ...params, ordre: order === 'FAIR' ? 'score' : undefined } }}
                reordered={answer?.reordered}
              />
            )
          : undefined
      }
      row={(card) => <PersonRow card={card} params={params} change={change} />}
      pane={(shown) => (shown ? <PersonPane card={shown} params={params} /> : null)}
    />
  );
}

function PersonRow(props: { card: FoundProfile; params: SearchParams; change: (params: SearchParams) => void }) {
  const { w, f } = useSpeech();
  const { card, params } = props;
  const wanted = chosenIn(params, 'skills').map(Number);
  const skills = card.skills
    .toSorted((a, b) => Number(wanted.includes(b.skillId)) - Number(wanted.includes(a.skillId)))
    .slice(0, SHOWN);
  return (
    <article className={`${styles.row} ${own.row}`} data-key={card.id}>
      <div className={styles.what}>
        <div className={own.who}>
          <h2>
            <Link
              to="/profils/$id"
              params={{ id: card.id }}
              search={{ mission: params.mission }}
              className={styles.name}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return;
                event.preventDefault();
                props.change({ ...params, fiche: card.id });
              }}
            >
              {card.name}
            </Link>{' '}
            <NewcomerMark newcomersPlace={card.match?.newcomersPlace === true} />
          </h2>
          {card.inCaseload ? (
            <span className={own.mine}>
              <FolderHeart size={15} aria-hidden />
              {w.discovery.people.inCaseload}
            </span>
          ) : null}
        </div>
        <ApplicationMark application={card.application} />
        <p>{card.headline}</p>
        <p className={styles.facts}>{factsOf(card, w, f)}</p>
        {card.match ? <PlaceByScore {...card.match} /> : null}
        <VerdictMark verdict={card.verdict} />
      </div>
      {card.match ? (
        <ScoreColumn score={card.match.score} blocked={card.match.blocked} parts={card.match.explanation} />
      ) : params.mission ? (
        <span className={own.noMatch}>{w.discovery.people.noMatch}</span>
      ) : null}
      <div className={own.tags}>
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

/** Town and distance first, then what every row says of a person. */
function factsOf(
  card: FoundProfile,
  ...speech: [Parameters<typeof profileFacts>[1], Parameters<typeof profileFacts>[2]]
) {
  const [place, ...rest] = profileFacts(card, ...speech);
  const near = card.km === null ? null : speech[1].distance(card.km);
  return dotted(card.place ? [place, near, ...rest] : [place, ...rest]);
}

function PersonPane({ card, params }: { card: FoundProfile; params: SearchParams }) {
  const { w, f } = useSpeech();
  return (
    <div className={styles.sheet}>
      <div className={styles.paneHead}>
        <h2>{card.name}</h2>
        <p>{card.headline}</p>
        <p className={styles.facts}>{factsOf(card, w, f)}</p>
        <div className={styles.paneActions}>
          <ButtonLink variant="action" to="/profils/$id" params={{ id: card.id }} search={{ mission: params.mission }}>
            {w.discovery.people.fullProfile}
          </ButtonLink>
          <VerdictButtons card={card} params={params} />
          <ToApplication application={card.application} />
        </div>
        <VerdictMark verdict={card.verdict} />
      </div>
      {card.match?.explanation ? <FitPanel explanation={card.match.explanation} viewer="other" /> : null}
      <Prose text={card.summary} />
      <ProfileSheet card={card} />
    </div>
  );
}

import { CloseButton, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MissionCard } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { Lookup } from '../../ui/lookup';
import { missionBy } from '../missions/mission-facts';
import { missionQuery, ownMissions } from '../missions/missions-api';
import styles from './mission-picker.module.css';

interface Picking {
  chosen: string | undefined;
  choose: (id: string | undefined) => void;
}

/** The mission people are ranked for: an adviser finds it among all that are open, an employer among their own. */
export function MissionPicker({ chosen, choose, among }: Picking & { among: 'open' | 'own' }) {
  return among === 'open' ? <OpenMissions {...{ chosen, choose }} /> : <OwnMissions {...{ chosen, choose }} />;
}

function OpenMissions({ choose }: Picking) {
  const { w } = useSpeech();
  return (
    <Lookup<MissionCard>
      label={w.discovery.people.whichMission}
      path="/search/missions"
      toKey={(mission) => mission.id}
      toLabel={(mission) => [mission.title, missionBy(mission, w)].filter(Boolean).join(' · ')}
      onPick={(mission) => choose(mission.id)}
    />
  );
}

function OwnMissions({ chosen, choose }: Picking) {
  const { w } = useSpeech();
  const list = useInfiniteQuery(ownMissions('PUBLISHED'));
  const missions = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (missions.length === 0) return null;
  return (
    <NativeSelect
      label={w.discovery.people.whichMission}
      value={chosen ?? ''}
      onChange={(event) => choose(event.currentTarget.value || undefined)}
      data={[
        { value: '', label: w.discovery.people.noMission },
        ...missions.map((mission) => ({ value: mission.id, label: mission.title })),
      ]}
    />
  );
}

/** “Pour la mission …”, with the way out. */
export function ForMission({ id, leave }: { id: string; leave: () => void }) {
  const { w } = useSpeech();
  const mission = useQuery(missionQuery(id));
  return (
    <span className={styles.about}>
      {w.discovery.people.forMission}
      <Link to="/missions/$id" params={{ id }} className={styles.name} title={mission.data?.title}>
        {mission.data?.title ?? '…'}
      </Link>
      <CloseButton aria-label={w.discovery.people.withoutMission} onClick={leave} />
    </span>
  );
}

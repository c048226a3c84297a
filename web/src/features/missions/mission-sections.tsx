import type { MissionView } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { Sections } from '../../ui/sections';

/** The three faces of one’s own mission. */
export function MissionSections(props: { mission: MissionView; current: 'mission' | 'candidats' | 'candidatures' }) {
  const { w } = useSpeech();
  const words = w.missions.sections;
  const params = { id: props.mission.id };
  return (
    <Sections
      label={words.label}
      sections={[
        {
          key: 'mission',
          name: words.mission,
          current: props.current === 'mission',
          link: { to: '/missions/$id', params },
        },
        {
          key: 'candidats',
          name: words.candidats,
          current: props.current === 'candidats',
          link: { to: '/missions/$id/candidats', params },
        },
        {
          key: 'candidatures',
          name: words.candidatures,
          count: props.mission.applications,
          current: props.current === 'candidatures',
          link: { to: '/missions/$id/candidatures', params },
        },
      ]}
    />
  );
}

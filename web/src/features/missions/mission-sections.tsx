import type { MissionView } from '#libs/contracts/mission';
import { useSpeech } from '../../app/words';
import { Sections } from '../../ui/sections';

/** The states in which trying looser criteria helps. */
const LOOKING: readonly MissionView['state'][] = ['DRAFT', 'PUBLISHED', 'PAUSED'];

/** The faces of one’s own mission. */
export function MissionSections(props: {
  mission: MissionView;
  current: 'mission' | 'candidats' | 'candidatures' | 'et-si';
}) {
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
        ...(props.mission.moves.includes('edit') && LOOKING.includes(props.mission.state)
          ? [
              {
                key: 'et-si',
                name: w.whatIf.title,
                current: props.current === 'et-si',
                link: { to: '/missions/$id/et-si' as const, params },
              },
            ]
          : []),
      ]}
    />
  );
}

import { skillName } from '../missions/mission-facts';
import { Lookup } from '../../ui/lookup';
import { useSpeech } from '../../app/words';

/** A skill of the referential, or words it does not know yet. */
export interface PickedSkill {
  skillId: number | null;
  label: string;
}

interface Found {
  id: number;
  label: string;
  labelEn: string | null;
}

/** Finds a skill to add to a list; one already there is not added twice. */
export function SkillLookup(props: {
  label: string;
  description?: string;
  taken: readonly PickedSkill[];
  pick: (skill: PickedSkill) => void;
  /** Only skills the referential knows. */
  known?: boolean;
  begin?: string;
}) {
  const { f, locale } = useSpeech();
  const add = (skill: PickedSkill) => {
    const known = props.taken.some(
      (one) =>
        (one.skillId !== null && one.skillId === skill.skillId) ||
        one.label.localeCompare(skill.label, locale, { sensitivity: 'base' }) === 0,
    );
    if (!known) props.pick(skill);
  };
  return (
    <Lookup<Found>
      label={props.label}
      description={props.description}
      begin={props.begin}
      path="/skills"
      toKey={(skill) => skill.id}
      toLabel={(skill) => skillName(skill, f)}
      onPick={(skill) => add({ skillId: skill.id, label: skillName(skill, f) })}
      onFree={props.known ? undefined : (label) => add({ skillId: null, label })}
    />
  );
}

/** Finds an occupation of the referential. */
export function OccupationLookup(props: {
  label: string;
  description?: string;
  value?: string;
  error?: React.ReactNode;
  pick: (occupation: { id: number; label: string }) => void;
  clear?: () => void;
}) {
  const { f } = useSpeech();
  return (
    <Lookup<Found>
      label={props.label}
      description={props.description}
      value={props.value}
      error={props.error}
      path="/occupations"
      toKey={(occupation) => occupation.id}
      toLabel={(occupation) => skillName(occupation, f)}
      onPick={(occupation) => props.pick({ id: occupation.id, label: skillName(occupation, f) })}
      onClear={props.clear}
    />
  );
}

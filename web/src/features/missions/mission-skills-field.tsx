import { ActionIcon, NativeSelect } from '@mantine/core';
import { X } from 'lucide-react';
import { useSpeech } from '../../app/words';
import listStyles from '../../ui/list-field.module.css';
import { SkillLookup } from '../taxonomy/skill-lookup';
import type { SkillLine } from './mission-form-values';

const LEVELS = [1, 2, 3, 4] as const;

/** The skills asked, each with its importance and the level it takes. */
export function MissionSkillsField(props: {
  skills: readonly SkillLine[];
  change: (skills: SkillLine[]) => void;
  errorAt: (index: number) => React.ReactNode;
}) {
  const { w } = useSpeech();
  const words = w.missions.form;
  const { skills, change } = props;
  const set = (at: number, part: Partial<SkillLine>) =>
    change(skills.map((skill, index) => (index === at ? { ...skill, ...part } : skill)));
  return (
    <>
      <SkillLookup
        label={words.addSkill}
        description={words.addSkillHint}
        taken={skills}
        pick={(skill) => change([...skills, { ...skill, importance: 'REQUIRED', minLevel: '' }])}
      />
      {skills.length === 0 ? <p className={listStyles.none}>{words.noSkill}</p> : null}
      <ul className={listStyles.list}>
        {skills.map((skill, at) => (
          <li key={skill.skillId ?? skill.label} className={listStyles.item}>
            <span className={listStyles.name}>{skill.label}</span>
            <NativeSelect
              className={listStyles.choice}
              size="sm"
              aria-label={words.importance(skill.label)}
              value={skill.importance}
              error={props.errorAt(at)}
              onChange={(event) => set(at, { importance: event.currentTarget.value as SkillLine['importance'] })}
              data={Object.entries(words.importances).map(([value, label]) => ({ value, label }))}
            />
            <NativeSelect
              className={listStyles.choice}
              size="sm"
              aria-label={words.minLevel(skill.label)}
              value={skill.minLevel}
              onChange={(event) => set(at, { minLevel: event.currentTarget.value })}
              data={[
                { value: '', label: words.anyLevel },
                ...LEVELS.map((level) => ({ value: String(level), label: w.skillLevel[level] })),
              ]}
            />
            <ActionIcon
              variant="subtle"
              size="lg"
              aria-label={w.shell.verb.remove(skill.label)}
              onClick={() => change(skills.filter((_, index) => index !== at))}
            >
              <X size={18} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </>
  );
}

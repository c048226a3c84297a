import type { MissionView } from '#libs/contracts/mission';
import { SkillTags } from '#libs/ui/skill-tags';
import { useSpeech } from '../../app/words';
import { Prose } from '../../ui/prose';
import { skillName } from './mission-facts';
import styles from './mission-page.module.css';

/** What the mission is, in the employer’s words. */
export function MissionText({ mission }: { mission: MissionView }) {
  const { w, f } = useSpeech();
  const words = w.missions.one;
  const groups = [
    { name: w.importance.REQUIRED, skills: mission.skills.filter((skill) => skill.importance === 'REQUIRED') },
    { name: w.importance.PREFERRED, skills: mission.skills.filter((skill) => skill.importance === 'PREFERRED') },
  ];
  const label = (skill: MissionView['skills'][number]) => {
    const level = skill.minLevel as 1 | 2 | 3 | 4 | null;
    const notes = [skill.must ? words.must : null, level ? words.level(w.skillLevel[level].toLowerCase()) : null];
    const said = notes.filter(Boolean).join(', ');
    return said ? `${skillName(skill, f)} (${said})` : skillName(skill, f);
  };
  return (
    <div className={styles.text}>
      <Part title={words.context} text={mission.context} />
      <Part title={words.description} text={mission.description} />
      <Part title={words.deliverables} text={mission.deliverables} />
      {mission.skills.length > 0 ? (
        <section>
          <h2>{words.asked}</h2>
          {groups.map((group) =>
            group.skills.length > 0 ? (
              <div key={group.name} className={styles.skills}>
                <h3>{group.name}</h3>
                <SkillTags label={group.name} skills={group.skills.map((skill) => ({ label: label(skill) }))} />
              </div>
            ) : null,
          )}
        </section>
      ) : null}
      <Part title={words.constraints} text={mission.securityConstraints} />
      {mission.screeningQuestions.length > 0 ? (
        <section>
          <h2>{words.questions}</h2>
          <ul>
            {mission.screeningQuestions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  if (!text) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Prose text={text} />
    </section>
  );
}

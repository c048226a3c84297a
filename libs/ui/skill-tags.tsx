/** A skill by its label; `tone` says whether it answers the other side's request. */
export interface SkillTag {
  label: string;
  tone?: 'met' | 'wanted';
}

/** Skills in a row, those that answer the request first in the order given. */
export function SkillTags({ skills, label }: { skills: readonly SkillTag[]; label?: string }) {
  return (
    <ul className="skill-tags" aria-label={label}>
      {skills.map((skill) => (
        <li key={skill.label} className={skill.tone ? `skill-tag skill-tag-${skill.tone}` : 'skill-tag'}>
          {skill.label}
        </li>
      ))}
    </ul>
  );
}

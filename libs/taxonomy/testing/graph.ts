import type { OccupationGraph } from '../build-projection';
import { skillKey } from '../normalise';
import type { Referential } from '../referential';
import type { SkillGraph } from '../skill-neighbours';

export interface NumberedGraph {
  graph: OccupationGraph & SkillGraph;
  /** Id of an occupation by source and code: `ROME A1101`. */
  occupation(name: string): number;
  skill(name: string): number;
  /** Label of an occupation’s id. */
  named(id: number): string;
}

/** Gives every occupation and skill of some referentials an id, as the database does. */
export function numbered(...referentials: Referential[]): NumberedGraph {
  const occupations = new Map<string, number>();
  const labels = new Map<number, string>();
  const skills = new Map<string, number>();
  const must = (map: Map<string, number>, name: string): number => {
    const id = map.get(name);
    if (id === undefined) throw new Error(`No ${name}`);
    return id;
  };
  for (const { source, ...referential } of referentials) {
    for (const { code, labelFr } of referential.occupations) {
      occupations.set(`${source} ${code}`, occupations.size + 1);
      labels.set(occupations.size, labelFr);
    }
    for (const { code } of referential.skills) skills.set(`${source} ${code}`, skills.size + 1);
  }
  const occupation = (name: string): number => must(occupations, name);
  const skill = (name: string): number => must(skills, name);
  const all = <T>(pick: (referential: Referential) => T[]): T[] => referentials.flatMap(pick);
  return {
    occupation,
    skill,
    named: (id) => labels.get(id) ?? '',
    graph: {
      occupations: all(({ source, occupations: rows }) =>
        rows.map(({ code }) => ({ id: occupation(`${source} ${code}`), source })),
      ),
      titles: all(({ source, titles }) =>
        titles.map(({ occupation: code, label, language }) => ({
          occupation: occupation(`${source} ${code}`),
          label,
          language,
        })),
      ),
      skills: all(({ source, skills: rows }) =>
        rows.map(({ code, labelFr }) => ({ id: skill(`${source} ${code}`), label: labelFr, key: skillKey(labelFr) })),
      ),
      aliases: all(({ source, aliases }) =>
        aliases.map(({ skill: code, label }) => ({ skill: skill(`${source} ${code}`), key: skillKey(label) })),
      ),
      occupationSkills: all(({ source, occupationSkills }) =>
        occupationSkills.map((row) => ({
          occupation: occupation(`${source} ${row.occupation}`),
          skill: skill(`${source} ${row.skill}`),
          weight: row.weight,
        })),
      ),
      occupationLinks: all(({ source, occupationLinks }) =>
        occupationLinks.map(({ from, to }) => ({
          from: occupation(`${source} ${from}`),
          to: occupation(`${source} ${to}`),
        })),
      ),
      skillLinks: all(({ source, skillLinks }) =>
        skillLinks.map(({ from, to, similarity }) => ({
          from: skill(`${source} ${from}`),
          to: skill(`${source} ${to}`),
          similarity,
        })),
      ),
      skillParents: all(({ source, skillParents }) =>
        skillParents.map((row) => ({
          skill: skill(`${source} ${row.skill}`),
          parent: skill(`${source} ${row.parent}`),
        })),
      ),
    },
  };
}

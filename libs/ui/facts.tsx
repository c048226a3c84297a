/** A named value: “Tarif : 480 à 560 € / jour”. */
export interface Fact {
  name: string;
  value: string;
}

/** The facts of a mission or a profile, unknown ones left out. */
export function Facts({ facts }: { facts: readonly (Fact | null)[] }) {
  return (
    <dl className="facts">
      {facts
        .filter((fact) => fact !== null)
        .map((fact) => (
          <div className="fact" key={fact.name}>
            <dt>{fact.name}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
    </dl>
  );
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { remembered } from '#libs/kernel/remembered';
import type { OccupationWeight, TitleWord } from '#libs/matching/model';
import { loadVectors, storedVersion, wantedVersion } from '../taxonomy/vectors';
import type { Reading } from './facts';

type Db = Pick<EntityManager, 'query'>;

/** Raised when the code below reads the same vectors differently. */
const READING = 'r2';
/** What a skill nobody’s referential knows says about a job. */
const UNKNOWN_TELLS = 200;

/** Changes whenever the engine may be told something else of the same rows: the releases in use and this code. */
export const readingVersion = async (db: Db): Promise<string> => `${READING}-${await wantedVersion(db)}`;

/** The referential as the engine needs it, kept in this process. */
@Injectable()
export class Readings {
  private held: Promise<Reading> | undefined;
  private version: string | undefined;

  /**
   * The reading of what was last computed from the referential. After an import that is the one before, until the
   * worker has computed the next: lists stay as they are and catch up then.
   */
  async current(db: Db): Promise<Reading> {
    return this.of(await storedVersion(db), db);
  }

  /** The same for who knows the version of what was last computed. */
  async of(version: string | undefined, db: Db): Promise<Reading> {
    if (this.held && this.version === version) return this.held;
    this.version = version;
    this.held = read(db).catch((error: unknown) => {
      this.held = undefined;
      throw error;
    });
    return this.held;
  }
}

async function read(db: Db): Promise<Reading> {
  const { version, projector, skills: table } = await loadVectors(db);
  const labels = new Map(
    (await db.query<{ id: number; label: string }[]>(`select id, label_fr as label from skill`)).map(
      ({ id, label }) => [id, label],
    ),
  );
  const names = new Map(
    (await db.query<{ id: number; label: string }[]>(`select id, label_fr as label from occupation`)).map(
      ({ id, label }) => [id, label],
    ),
  );
  const weights = (found: readonly { occupation: number; weight: number }[]): OccupationWeight[] =>
    found.map(({ occupation, weight }) => ({ occupation, label: names.get(occupation) ?? '', weight }));
  return {
    version: `${READING}-${version}`,
    neighbours: (skillId) => table.neighbours(skillId),
    occupations: (titles, skills) =>
      weights(
        projector.project({
          titles: titles.map(({ text, weight }) => ({ text, weight: weight / 255 })),
          skills: skills.map(({ id, label }) => labels.get(id) ?? label),
        }),
      ),
    named: (ids) =>
      weights(projector.project({ titles: ids.flatMap((id) => names.get(id) ?? []).map((text) => ({ text })) })),
    titleWords: remembered((text): TitleWord[] => projector.titleVector(text)),
    telling: (skillId) => table.telling(skillId) ?? UNKNOWN_TELLS,
  };
}

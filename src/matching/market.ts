import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { Problem } from '#libs/errors/problem';
import { Corpus } from './corpus';
import type { Reading } from './facts';
import { type OverridesByPair, overridesInForce } from './overrides';
import { Readings } from './readings';
import { readState } from './stored-lists';

/** Everybody as they stand now, and what the engine needs to compare somebody else with them. */
export interface Standing {
  corpus: Corpus;
  reading: Reading;
  /** What people decided, by mission and by profile. */
  decisions: { mission: OverridesByPair; profile: OverridesByPair };
}

/**
 * Everybody who is compared, held by this process from the first question on and kept in step: what would change is
 * computed where people wait for it. One question at a time; each pauses (`Breath`) so that others have their turn.
 */
@Injectable()
export class Market {
  private corpus: Corpus | undefined;
  private edition: string | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly readings: Readings,
    @Inject(ENV) private readonly env: Pick<Env, 'matchShards'>,
  ) {}

  /** Asks the market a question, once those before it are answered. Throws `what-if/not-ready` before the first lists. */
  ask<Answer>(question: (standing: Standing) => Promise<Answer>): Promise<Answer> {
    const answer = this.turn.then(async () => question(await this.standing()));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async standing(): Promise<Standing> {
    const reading = remembering(await this.readings.current(this.db));
    try {
      return await this.db.transaction('REPEATABLE READ', async (tx) => {
        const state = await readState(tx);
        if (!state) throw new Problem('what-if/not-ready');
        const edition = `${state.engineVersion} ${state.today}`;
        if (this.edition !== edition) this.corpus = undefined;
        this.corpus ??= new Corpus(state.today, this.env.matchShards);
        this.edition = edition;
        await forgetGone(tx, this.corpus);
        await this.corpus.catchUp(tx);
        return { corpus: this.corpus, reading, decisions: await overridesInForce(tx) };
      });
    } catch (error) {
      this.corpus = undefined;
      throw error;
    }
  }
}

/** Takes out of the corpus who left the tables: a row that is gone tells nothing by itself. */
async function forgetGone(tx: Pick<EntityManager, 'query'>, corpus: Corpus): Promise<void> {
  const held = { profile: corpus.profiles, mission: corpus.missions };
  for (const kind of ['profile', 'mission'] as const) {
    const rows = await tx.query<{ num: number }[]>(
      `select h.num from unnest($1::int[]) as h(num) where not exists (select from match_${kind} f where f.num = h.num)`,
      [[...held[kind].keys()]],
    );
    for (const { num } of rows) {
      if (kind === 'profile') corpus.removeProfile(num);
      else corpus.removeMission(num);
    }
  }
}

/** The same reading, which remembers its answers: versions of one profile ask it the same again and again. */
function remembering(reading: Reading): Reading {
  const known = new Map<string, unknown>();
  const once = <Args extends unknown[], Answer>(name: string, ask: (...args: Args) => Answer) => {
    return (...args: Args): Answer => {
      const key = `${name} ${JSON.stringify(args)}`;
      if (!known.has(key)) known.set(key, ask(...args));
      return known.get(key) as Answer;
    };
  };
  return {
    version: reading.version,
    neighbours: once('neighbours', reading.neighbours),
    occupations: once('occupations', reading.occupations),
    named: once('named', reading.named),
    titleWords: once('titleWords', reading.titleWords),
    telling: reading.telling,
  };
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { skillKey } from '#libs/taxonomy/normalise';
import { wordsOf } from '#libs/search/words';
import { prefixIndex, type PrefixIndex } from './prefix-index';

export interface LexiconEntry {
  id: number;
  source: string;
  labelFr: string;
  labelEn: string | null;
}

interface Loaded {
  version: string;
  skillByKey: Map<string, number>;
  skills: Map<number, LexiconEntry>;
  occupations: Map<number, LexiconEntry>;
  skillIndex: PrefixIndex;
  occupationIndex: PrefixIndex;
  /** Every label, alias and title, but those people made up. */
  labels: readonly string[];
  vocabulary?: ReadonlySet<string>;
}

const FRESH_MS = 5_000;

/** Whose word wins when two sources know it: ours, then the official ones, then what people wrote. */
const RANK = `case source when 'LOCAL' then 0 when 'ESCO' then 1 when 'ROME' then 2 else 3 end`;

/** The referential in memory: words to skills, suggestions as one types. Loaded on first use, again after an import. */
@Injectable()
export class Lexicon {
  private loaded: Promise<Loaded> | undefined;
  private checkedAt = 0;

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The skill these words name (label or alias, any accent, gender or number), or undefined. */
  async resolveSkill(text: string): Promise<number | undefined> {
    return (await this.current()).skillByKey.get(skillKey(text));
  }

  /**
   * The skill these words name, created as a custom one in the caller’s transaction when nobody knows it.
   * Words without a letter or digit are kept as written.
   */
  async ensureSkill(tx: EntityManager, text: string): Promise<number> {
    const label = text.trim().slice(0, 200);
    const key = skillKey(label) || label.toLowerCase();
    const known = (await this.current()).skillByKey.get(key);
    if (known !== undefined) return known;
    const [row] = await tx.query<{ id: number }[]>(
      `insert into skill (source, code, label_fr, key, release) values ('CUSTOM', $1, $2, $1, 'custom')
       on conflict (source, code) do update set obsolete = false returning id`,
      [key, label],
    );
    return (row as { id: number }).id;
  }

  /** Skills whose label or alias begins so, or nearly, best first. */
  async suggestSkills(prefix: string, limit: number): Promise<LexiconEntry[]> {
    const { skillIndex, skills } = await this.current();
    return skillIndex.suggest(prefix, limit).flatMap((id) => skills.get(id) ?? []);
  }

  /** Occupations one of whose titles begins so, or nearly, best first. */
  async suggestOccupations(prefix: string, limit: number): Promise<LexiconEntry[]> {
    const { occupationIndex, occupations } = await this.current();
    return occupationIndex.suggest(prefix, limit).flatMap((id) => occupations.get(id) ?? []);
  }

  /** Every word of the labels of the referential, as searches read words. Words that only people wrote are not among them. */
  async vocabulary(): Promise<ReadonlySet<string>> {
    const loaded = await this.current();
    loaded.vocabulary ??= new Set(loaded.labels.flatMap(wordsOf));
    return loaded.vocabulary;
  }

  /** What is loaded, loaded again when a release was imported since; the check costs one row every five seconds. */
  private async current(): Promise<Loaded> {
    if (this.loaded && Date.now() - this.checkedAt < FRESH_MS) return this.loaded;
    const version = await this.version();
    this.checkedAt = Date.now();
    const held = await this.loaded?.catch(() => undefined);
    if (held?.version !== version) this.loaded = this.load(version);
    return this.loaded as Promise<Loaded>;
  }

  private async version(): Promise<string> {
    const [row] = await this.db.query<{ version: string }[]>(
      `select coalesce(string_agg(source || release || imported_at::text, ' ' order by source), '') as version
       from taxonomy_release`,
    );
    return row?.version ?? '';
  }

  private async load(version: string): Promise<Loaded> {
    const skills = await this.db.query<(LexiconEntry & { key: string })[]>(
      `select id, source, label_fr as "labelFr", label_en as "labelEn", key from skill where not obsolete order by ${RANK}, id`,
    );
    const aliases = await this.db.query<{ id: number; key: string; label: string }[]>(
      `select a.skill_id as id, a.key, a.label from skill_alias a join skill s on s.id = a.skill_id where not s.obsolete order by ${RANK}, s.id`,
    );
    const occupations = await this.db.query<LexiconEntry[]>(
      `select id, source, label_fr as "labelFr", label_en as "labelEn" from occupation where not obsolete order by ${RANK}, id`,
    );
    const titles = await this.db.query<{ id: number; label: string }[]>(
      `select t.occupation_id as id, t.label from occupation_title t join occupation o on o.id = t.occupation_id where not o.obsolete order by ${RANK}, o.id`,
    );
    const official = new Set(skills.filter(({ source }) => source !== 'CUSTOM').map(({ id }) => id));
    const labels = [...skills, ...occupations]
      .filter(({ source }) => source !== 'CUSTOM')
      .flatMap(({ labelFr, labelEn }) => [labelFr, labelEn ?? '']);
    const named = [...aliases.filter(({ id }) => official.has(id)), ...titles].map(({ label }) => label);
    const skillByKey = new Map<string, number>();
    for (const { id, key } of [...skills, ...aliases]) if (!skillByKey.has(key)) skillByKey.set(key, id);
    return {
      version,
      skillByKey,
      skills: new Map(skills.map((skill) => [skill.id, skill])),
      occupations: new Map(occupations.map((occupation) => [occupation.id, occupation])),
      labels: [...labels, ...named],
      skillIndex: prefixIndex([...skills.map(({ id, labelFr }) => ({ id, label: labelFr })), ...aliases]),
      occupationIndex: prefixIndex([...occupations.map(({ id, labelFr }) => ({ id, label: labelFr })), ...titles]),
    };
  }
}

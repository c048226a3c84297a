import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { createElement, type ReactNode } from 'react';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import { type MissionResults, type MissionSearch, missionSearch } from '#libs/contracts/discovery';
import { type Locale, Problem } from '#libs/errors/problem';
import { ANONYMOUS } from '../access/actor';
import { can } from '../access/allow';
import { DiscoveryService } from '../discovery/discovery.service';
import { lastFairness } from '../fairness/fairness.service';
import { readState } from '../matching/stored-lists';
import { readMissionRows, toMissionView } from '../missions/mission.views';
import { ProfileService } from '../profiles/profile.service';
import { homePath, idOf, missionPath, missionsPath, profilePath, rankingPath } from './address';
import { jobPosting } from './json-ld';
import { type Head, renderPage } from './layout';
import { ClosedPage, HomePage, type Leads, MissingPage, MissionPage, MissionsPage, ProfilePage, prose } from './pages';
import { RankingPage } from './ranking';
import { rankingWords } from './ranking-words';
import { siteWords } from './words';

/** A page to send: its status and HTML, or where it moved. */
export type Page = { status: 200 | 404 | 410; html: string } | { status: 301; location: string };

const SIMILAR = 5;
const FRESH = 6;

/** The pages everybody can read: written on the server from the same services as the API, for an anonymous reader. */
@Injectable()
export class SiteService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly discovery: DiscoveryService,
    private readonly profiles: ProfileService,
  ) {}

  async home(locale: Locale): Promise<Page> {
    const fresh = await this.find({ sort: 'RECENT', limit: FRESH }, locale);
    const w = siteWords[locale];
    return this.page(
      200,
      { locale, title: w.tagline, description: w.lead, paths: { fr: homePath('fr'), en: homePath('en') }, index: true },
      createElement(HomePage, { locale, fresh: fresh.items }),
    );
  }

  /** The search of missions. What was asked wrongly is said on the page, with the form as it was filled. */
  async missions(query: Record<string, unknown>, locale: Locale): Promise<Page> {
    const asked = Object.fromEntries(
      Object.entries(query).filter(([, value]) => typeof value === 'string' && value.trim() !== ''),
    );
    const parsed = missionSearch.safeParse(asked);
    const w = siteWords[locale];
    let results: MissionResults | null = null;
    let refusal: string | null = null;
    try {
      if (!parsed.success) throw new Problem('request/invalid');
      results = await this.discovery.missions(ANONYMOUS, parsed.data, locale);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refusal = error.sentence(locale);
    }
    const search: Partial<MissionSearch> = parsed.success ? parsed.data : {};
    return this.page(
      200,
      {
        locale,
        title: w.missions,
        description: w.lead,
        paths: { fr: missionsPath('fr'), en: missionsPath('en') },
        index: Object.keys(asked).length === 0,
      },
      createElement(MissionsPage, {
        locale,
        search,
        results,
        refusal,
        leads: leadsOf(asked as Record<string, string>, search, results, locale),
      }),
    );
  }

  /** A mission open to all; 410 with others like it once it is over; 301 from an older address. */
  async mission(page: string, locale: Locale): Promise<Page> {
    const id = idOf(page);
    const [row] = id ? await readMissionRows(this.db, [id], null, locale) : [];
    if (!row || row.visibility !== 'PUBLIC') return this.missing(locale);
    const similar = await this.similar(row.title, row.id, locale);
    const paths = { fr: missionPath('fr', row), en: missionPath('en', row) };
    if (!can(ANONYMOUS, 'mission:read', row)) {
      if (!['FILLED', 'CLOSED', 'EXPIRED'].includes(row.state)) return this.missing(locale);
      return this.page(
        410,
        { locale, title: row.title, description: siteWords[locale].closed, paths, index: false },
        createElement(ClosedPage, { title: row.title, similar, locale }),
      );
    }
    if (!paths[locale].endsWith(`/${page}`)) return { status: 301, location: paths[locale] };
    const mission = toMissionView(row, ANONYMOUS, locale);
    const title = [mission.title, mission.place?.name].filter(Boolean).join(' — ');
    return this.page(
      200,
      {
        locale,
        title,
        description: mission.description,
        paths,
        index: true,
        jsonLd: jobPosting(mission, this.env.publicUrl + paths[locale], prose(mission.description)),
      },
      createElement(MissionPage, { mission, similar, locale }),
    );
  }

  /** A profile whose owner shows it to everybody; 404 otherwise, whatever the reason. */
  async profile(page: string, locale: Locale): Promise<Page> {
    const id = idOf(page);
    const reading = id ? await this.profiles.read(ANONYMOUS, id, locale).catch(notFound) : undefined;
    if (!reading) return this.missing(locale);
    const { card } = reading;
    const paths = { fr: profilePath('fr', card), en: profilePath('en', card) };
    if (!paths[locale].endsWith(`/${page}`)) return { status: 301, location: paths[locale] };
    return this.page(
      200,
      {
        locale,
        title: `${card.name} — ${card.headline}`,
        description: card.summary || card.headline,
        paths,
        index: false,
      },
      createElement(ProfilePage, { card, locale }),
    );
  }

  /** How lists are ordered, written from what the engine runs on at this moment. */
  async ranking(locale: Locale): Promise<Page> {
    const state = await readState(this.db.manager);
    const w = siteWords[locale];
    return this.page(
      200,
      {
        locale,
        title: w.ranking,
        description: rankingWords[locale].lead,
        paths: { fr: rankingPath('fr'), en: rankingPath('en') },
        index: true,
      },
      createElement(RankingPage, {
        locale,
        engineVersion: state?.engineVersion ?? null,
        fairness: await lastFairness(this.db.manager),
      }),
    );
  }

  missing(locale: Locale): Page {
    const w = siteWords[locale];
    return this.page(
      404,
      {
        locale,
        title: w.missing,
        description: w.missingText,
        paths: { fr: homePath('fr'), en: homePath('en') },
        index: false,
      },
      createElement(MissingPage, { locale }),
    );
  }

  /** Every open public mission, last changed first, for search engines. At most fifty thousand, as the protocol says. */
  async sitemap(): Promise<string> {
    const rows = await this.db.query<{ id: string; title: string; at: Date }[]>(
      `select id, title, updated_at as at from mission where state = 'PUBLISHED' and visibility = 'PUBLIC' order by updated_at desc limit 20000`,
    );
    const entries = rows.flatMap((row) =>
      (['fr', 'en'] as const).map(
        (locale) =>
          `<url><loc>${this.env.publicUrl}${missionPath(locale, row)}</loc><lastmod>${row.at.toISOString()}</lastmod></url>`,
      ),
    );
    return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`;
  }

  robots(): string {
    return `User-agent: *\nDisallow: /app\nDisallow: /api\nSitemap: ${this.env.publicUrl}/sitemap.xml\n`;
  }

  private page(status: 200 | 404 | 410, head: Omit<Head, 'publicUrl'>, content: ReactNode): Page {
    return { status, html: renderPage({ ...head, publicUrl: this.env.publicUrl }, content) };
  }

  private find(search: Partial<MissionSearch>, locale: Locale): Promise<MissionResults> {
    return this.discovery.missions(ANONYMOUS, { sort: 'RELEVANCE', limit: SIMILAR, ...search }, locale);
  }

  private async similar(title: string, but: string, locale: Locale): Promise<MissionResults['items']> {
    const words = title.split(/\s+/).slice(0, 3).join(' ');
    const { items } = await this.find({ q: words, limit: SIMILAR + 1 }, locale);
    return items.filter((mission) => mission.id !== but).slice(0, SIMILAR);
  }
}

/** Where a page of results leads: further on, to occupations near the one searched, and away from the one chosen. */
function leadsOf(
  asked: Readonly<Record<string, string>>,
  search: Partial<MissionSearch>,
  results: MissionResults | null,
  locale: Locale,
): Leads {
  const { cursor: _cursor, occupations = '', ...rest } = asked;
  const { q: _words, ...unnamed } = rest;
  const to = (parameters: Record<string, string>) => {
    const query = new URLSearchParams(parameters).toString();
    return missionsPath(locale) + (query ? `?${query}` : '');
  };
  const chosen = search.occupations ?? [];
  return {
    next: results?.nextCursor ? to({ ...asked, cursor: results.nextCursor }) : null,
    // An occupation takes the place of the one chosen, or of the words that name it: as the engine counted.
    related: (results?.related ?? []).map(({ value, label, count }) => ({
      label,
      count,
      href: to({ ...(occupations ? rest : unnamed), occupations: value }),
    })),
    chosen: (results?.facets.occupations ?? [])
      .filter(({ value }) => chosen.includes(Number(value)))
      .map(({ label }) => label),
    without: to(rest),
  };
}

function notFound(error: unknown): undefined {
  if (error instanceof Problem && error.status === 404) return undefined;
  throw error;
}

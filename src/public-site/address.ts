import { fold } from '#libs/taxonomy/normalise';
import type { Locale } from '#libs/errors/problem';

const UUID = /^(?:.*-)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** «developpeur-nestjs-pour-une-plateforme»: at most sixty characters. */
export const slugOf = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '') || 'page';

/** The identifier at the end of a page’s address; undefined when there is none. */
export const idOf = (page: string): string | undefined => UUID.exec(page.toLowerCase())?.[1];

const prefix = (locale: Locale): string => (locale === 'en' ? '/en' : '');

export const missionPath = (locale: Locale, mission: { id: string; title: string }): string =>
  `${prefix(locale)}/missions/${slugOf(mission.title)}-${mission.id}`;

export const profilePath = (locale: Locale, profile: { id: string; headline: string }): string =>
  `${prefix(locale)}/freelances/${slugOf(profile.headline)}-${profile.id}`;

export const missionsPath = (locale: Locale): string => `${prefix(locale)}/missions`;
export const rankingPath = (locale: Locale): string => `${prefix(locale)}/classement`;
export const homePath = (locale: Locale): string => prefix(locale) || '/';

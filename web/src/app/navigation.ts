import {
  Bell,
  Bookmark,
  Briefcase,
  Building2,
  FileText,
  Flag,
  FolderHeart,
  Gauge,
  Handshake,
  ListChecks,
  Network,
  Scale,
  Search,
  ShieldCheck,
  Sparkles,
  UserRound,
  Users,
} from 'lucide-react';
import type { LiveFacts } from '#libs/contracts/live';
import type { Words } from '../i18n/words';
import type { Hat } from './session';

/** One entry of the rail and of the phone's bottom bar, most used first. */
export interface Entry {
  to: string;
  name: (w: Words) => string;
  icon: typeof Briefcase;
  /** Where else one is still inside this entry. */
  covers?: readonly string[];
  /** How many things wait there, and how that is said. */
  waits?: { count: (facts: LiveFacts) => number; said: (w: Words, count: number) => string };
}

const news: Entry = {
  to: '/nouvelles',
  name: (w) => w.shell.nav.news,
  icon: Bell,
  waits: { count: ({ unread }) => unread, said: (w, count) => w.news.unread(count) },
};
const reports: Entry = { to: '/signalements', name: (w) => w.shell.nav.reports, icon: Flag };

export const entries: Record<Hat, readonly Entry[]> = {
  freelancer: [
    { to: '/', name: (w) => w.shell.nav.home, icon: Sparkles, covers: ['/et-si'] },
    { to: '/missions', name: (w) => w.shell.nav.search, icon: Search },
    { to: '/candidatures', name: (w) => w.shell.nav.applications, icon: FileText },
    { to: '/profil', name: (w) => w.shell.nav.profile, icon: UserRound },
    { to: '/recherches', name: (w) => w.shell.nav.savedSearches, icon: Bookmark },
    { to: '/accompagnement', name: (w) => w.shell.nav.support, icon: Handshake },
    news,
    reports,
  ],
  employer: [
    { to: '/', name: (w) => w.shell.nav.missions, icon: Briefcase, covers: ['/missions', '/candidatures'] },
    { to: '/candidats', name: (w) => w.shell.nav.candidates, icon: Users, covers: ['/profils'] },
    { to: '/recherches', name: (w) => w.shell.nav.savedSearches, icon: Bookmark },
    { to: '/structure', name: (w) => w.shell.nav.organisation, icon: Building2 },
    news,
    reports,
  ],
  admin: [
    { to: '/', name: (w) => w.shell.nav.moderation, icon: ShieldCheck, covers: ['/missions'] },
    { to: '/structures', name: (w) => w.shell.nav.organisations, icon: Building2 },
    { to: '/equite', name: (w) => w.shell.nav.fairness, icon: Scale },
    { to: '/calculs', name: (w) => w.shell.nav.runs, icon: ListChecks },
    {
      to: '/competences-voisines',
      name: (w) => w.shell.nav.neighbours,
      icon: Network,
      waits: { count: ({ proposals }) => proposals, said: (w, count) => w.shell.nav.toDecide(count) },
    },
    news,
    reports,
    { to: '/qualite-recherche', name: (w) => w.shell.nav.searchQuality, icon: Gauge },
  ],
  adviser: [
    { to: '/candidats', name: (w) => w.shell.nav.candidates, icon: Users, covers: ['/profils'] },
    { to: '/missions', name: (w) => w.shell.nav.missions, icon: Briefcase },
    { to: '/portefeuille', name: (w) => w.shell.nav.caseload, icon: FolderHeart },
    { to: '/recherches', name: (w) => w.shell.nav.savedSearches, icon: Bookmark },
    reports,
    { to: '/structure', name: (w) => w.shell.nav.agency, icon: Building2 },
    news,
  ],
};

/** True when the page at `path` belongs to the entry. */
export const isInside = (entry: Entry, path: string): boolean =>
  path === entry.to ||
  [...(entry.to === '/' ? [] : [entry.to]), ...(entry.covers ?? [])].some(
    (root) => path === root || path.startsWith(`${root}/`),
  );

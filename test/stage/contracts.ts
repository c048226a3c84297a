import type { OutgoingHttpHeaders } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { meView, newToken, recoveryCodes, sessionList, tokenList, totpEnrolment } from '#libs/contracts/account';
import {
  applicationView,
  batchDeclineView,
  commentList,
  missionApplicationPage,
  myApplicationPage,
  sentApplicationPage,
} from '#libs/contracts/application';
import { problemView } from '#libs/contracts/common';
import { contestPage, contestView } from '#libs/contracts/contest';
import { missionResults, profileResults, verdictAnswer } from '#libs/contracts/discovery';
import { fairnessFile, fairnessList } from '#libs/contracts/fairness';
import { listFreshness, liveFacts } from '#libs/contracts/live';
import { mandatePage, mandateView } from '#libs/contracts/mandate';
import { candidatePage, match, ownExposure, recommendedMissionPage } from '#libs/contracts/matching';
import { missionHistory, missionPage, missionView } from '#libs/contracts/mission';
import { learningPage, learningView, neighbourChangePage } from '#libs/contracts/neighbours';
import { demoMailPage, notificationPage, preferencesView, readingView } from '#libs/contracts/notification';
import { deadLetterPage, matchRunPage, matchRunView, outboxView, retriedView } from '#libs/contracts/operations';
import { invitationList, joined, memberList, organisationPage, organisationView } from '#libs/contracts/organisation';
import { profileHistory, profileReading, profileView } from '#libs/contracts/profile';
import { savedSearchList, savedSearchView } from '#libs/contracts/saved-search';
import { searchQuality } from '#libs/contracts/search-quality';
import { occupationSuggestions, placeSuggestions, skillSuggestions, taxonomyReleases } from '#libs/contracts/taxonomy';
import { caseloadWhatIf, missionWhatIf, profileWhatIf } from '#libs/contracts/what-if';

/** Monitoring reads it, no client of ours: it has no contract in libs. */
const readiness = z.object({
  status: z.enum(['ready', 'unavailable']),
  degraded: z.array(z.enum(['queues', 'search'])),
});

/**
 * What each route answers, by its contract; identifiers in paths read `:id`. The same as its controller says
 * (held by the-wire-is-written-down).
 */
export const contracts = {
  'GET /health/ready': readiness,
  'GET /api/me': meView,
  'PATCH /api/me': meView,
  'PUT /api/me/organisation': meView,
  'GET /api/me/sessions': sessionList,
  'POST /api/me/second-factor': totpEnrolment,
  'POST /api/me/second-factor/confirmation': recoveryCodes,
  'GET /api/me/tokens': tokenList,
  'POST /api/me/tokens': newToken,
  'GET /api/me/mandates': mandatePage,
  'GET /api/agency/mandates': mandatePage,
  'POST /api/mandates': mandateView,
  'GET /api/mandates/:id': mandateView,
  'POST /api/mandates/:id/acceptance': mandateView,
  'POST /api/mandates/:id/refusal': mandateView,
  'POST /api/mandates/:id/ending': mandateView,
  'POST /api/mandates/:id/narrowing': mandateView,
  'POST /api/mandates/:id/reassignment': mandateView,
  'GET /api/saved-searches': savedSearchList,
  'POST /api/saved-searches': savedSearchView,
  'PATCH /api/saved-searches/:id': savedSearchView,
  'POST /api/missions/:id/applications': applicationView,
  'GET /api/missions/:id/applications': missionApplicationPage,
  'POST /api/missions/:id/applications/declines': batchDeclineView,
  'GET /api/me/applications': myApplicationPage,
  'GET /api/applications': sentApplicationPage,
  'GET /api/applications/:id': applicationView,
  'POST /api/applications/:id/review': applicationView,
  'POST /api/applications/:id/shortlisting': applicationView,
  'POST /api/applications/:id/interview': applicationView,
  'POST /api/applications/:id/interview/choice': applicationView,
  'POST /api/applications/:id/hold': applicationView,
  'POST /api/applications/:id/pool-request': applicationView,
  'POST /api/applications/:id/pool-answer': applicationView,
  'POST /api/applications/:id/pool': applicationView,
  'POST /api/applications/:id/decline': applicationView,
  'POST /api/applications/:id/withdrawal': applicationView,
  'POST /api/applications/:id/reopening': applicationView,
  'POST /api/applications/:id/reopening/answer': applicationView,
  'POST /api/applications/:id/archive': applicationView,
  'POST /api/applications/:id/unarchive': applicationView,
  'GET /api/applications/:id/comments': commentList,
  'POST /api/applications/:id/comments': commentList,
  'POST /api/applications/:id/offer': applicationView,
  'POST /api/applications/:id/offer/acceptance': applicationView,
  'POST /api/applications/:id/offer/refusal': applicationView,
  'POST /api/applications/:id/offer/retraction': applicationView,
  'POST /api/applications/:id/cancellation': applicationView,
  'POST /api/missions/:id/contests': contestView,
  'GET /api/contests': contestPage,
  'GET /api/contests/to-answer': contestPage,
  'GET /api/contests/:id': contestView,
  'POST /api/contests/:id/answer': contestView,
  'POST /api/contests/:id/withdrawal': contestView,
  'POST /api/contests/:id/revocation': contestView,
  'GET /api/search/missions': missionResults,
  'GET /api/search/profiles': profileResults,
  'PUT /api/search/verdicts': verdictAnswer,
  'GET /api/operations/searches': searchQuality,
  'GET /api/operations/fairness-files': fairnessList,
  'GET /api/operations/fairness-files/:id': fairnessFile,
  'GET /api/operations/neighbour-learnings': learningPage,
  'POST /api/operations/neighbour-learnings': learningView,
  'GET /api/operations/neighbour-learnings/:id/changes': neighbourChangePage,
  'POST /api/operations/neighbour-learnings/:id/activation': learningView,
  'POST /api/operations/neighbour-learnings/:id/discard': learningView,
  'POST /api/operations/neighbour-learnings/:id/retirement': learningView,
  'GET /api/events': liveFacts,
  'POST /api/operations/match-runs': matchRunView,
  'GET /api/operations/match-runs': matchRunPage,
  'GET /api/me/recommended-missions': recommendedMissionPage,
  'POST /api/me/recommended-missions/recomputations': listFreshness,
  'GET /api/me/exposure': ownExposure,
  'GET /api/missions/:id/candidates': candidatePage,
  'POST /api/missions/:id/candidates/recomputations': listFreshness,
  'GET /api/missions/:id/match': match,
  'GET /api/me/what-if': profileWhatIf,
  'GET /api/missions/:id/what-if': missionWhatIf,
  'GET /api/agency/what-if': caseloadWhatIf,
  'GET /api/me/missions': missionPage,
  'GET /api/operations/missions': missionPage,
  'POST /api/missions': missionView,
  'GET /api/missions/:id': missionView,
  'GET /api/missions/:id/history': missionHistory,
  'PATCH /api/missions/:id': missionView,
  'POST /api/missions/:id/submission': missionView,
  'POST /api/missions/:id/pause': missionView,
  'POST /api/missions/:id/resumption': missionView,
  'POST /api/missions/:id/filling': missionView,
  'POST /api/missions/:id/closure': missionView,
  'POST /api/missions/:id/reopening': missionView,
  'POST /api/missions/:id/extension': missionView,
  'POST /api/missions/:id/duplication': missionView,
  'POST /api/missions/:id/archival': missionView,
  'POST /api/missions/:id/approval': missionView,
  'POST /api/missions/:id/rejection': missionView,
  'POST /api/missions/:id/change-request': missionView,
  'POST /api/missions/:id/suspension': missionView,
  'GET /api/demo/mails': demoMailPage,
  'GET /api/me/notifications': notificationPage,
  'POST /api/me/notifications/readings': readingView,
  'GET /api/me/notification-preferences': preferencesView,
  'PUT /api/me/notification-preferences': preferencesView,
  'GET /api/operations/outbox': outboxView,
  'GET /api/operations/dead-letters': deadLetterPage,
  'POST /api/operations/dead-letters/retries': retriedView,
  'POST /api/operations/dead-letters/retries/all': retriedView,
  'POST /api/organisations': organisationView,
  'GET /api/operations/organisations': organisationPage,
  'POST /api/org-invitations/acceptance': joined,
  'GET /api/organisations/:id': organisationView,
  'PATCH /api/organisations/:id': organisationView,
  'PUT /api/organisations/:id/verification': organisationView,
  'GET /api/organisations/:id/members': memberList,
  'PUT /api/organisations/:id/members/:id/role': memberList,
  'DELETE /api/organisations/:id/members/:id': memberList,
  'GET /api/organisations/:id/invitations': invitationList,
  'POST /api/organisations/:id/invitations': invitationList,
  'DELETE /api/organisations/:id/invitations/:id': invitationList,
  'GET /api/me/profile': profileView,
  'POST /api/me/profile': profileView,
  'PATCH /api/me/profile': profileView,
  'GET /api/me/profile/history': profileHistory,
  'POST /api/me/profile/publication': profileView,
  'POST /api/me/profile/pause': profileView,
  'POST /api/me/profile/resumption': profileView,
  'POST /api/me/profile/archive': profileView,
  'POST /api/me/profile/restoration': profileView,
  'POST /api/me/profile/availability/confirmation': profileView,
  'GET /api/profiles/:id': profileReading,
  'PATCH /api/profiles/:id': profileView,
  'GET /api/skills': skillSuggestions,
  'GET /api/occupations': occupationSuggestions,
  'GET /api/places': placeSuggestions,
  'GET /api/taxonomy/releases': taxonomyReleases,
};

type Contracts = typeof contracts;

type Segment<S extends string> = string extends S ? ':id' : S;
type Segments<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? `${Segment<Head>}/${Segments<Tail>}`
  : Segment<Path>;
/** The route of an address: `/api/missions/${string}?limit=3` is `/api/missions/:id`. */
type RouteOf<Url extends string> = Url extends `${infer Path}?${string}` ? Segments<Path> : Segments<Url>;

/** What a request is answered when it is granted; unknown where no contract says it. */
export type Answered<Method extends string, Url extends string> = `${Method} ${RouteOf<Url>}` extends keyof Contracts
  ? z.infer<Contracts[`${Method} ${RouteOf<Url>}`]>
  : unknown;

const refusal = problemView.loose();
/** A refusal; what it says besides depends on its code. */
export type Refusal = z.infer<typeof refusal>;

const routes = Object.entries(contracts).map(([route, contract]) => ({
  pattern: new RegExp(`^${route.replaceAll(':id', '[^/]+')}$`),
  literal: !route.includes(':id'),
  contract,
}));

/** The contract of a request; a route spelt out goes before one with an identifier. */
function contractOf(method: string, url: string): z.ZodType | undefined {
  const request = `${method} ${url.split('?')[0]}`;
  const found = routes.filter(({ pattern }) => pattern.test(request));
  return (found.find(({ literal }) => literal) ?? found[0])?.contract;
}

/** The value, once it is known to say what its contract says and nothing more. */
function held<T>(contract: z.ZodType<T>, value: unknown, request: string): T {
  const { data, error } = contract.safeParse(value);
  if (error) throw new Error(`${request} answered something else than its contract: ${z.prettifyError(error)}`);
  if (!isDeepStrictEqual(data, value))
    throw new Error(`${request} answered more than its contract: ${JSON.stringify(value)}`);
  return data;
}

/** What came back, held against the contract of its route, or against that of problems. */
export class Answer<T = unknown> {
  private readonly request: string;
  private readonly granted: unknown;
  private readonly refused: Refusal | undefined;

  constructor(
    method: string,
    url: string,
    readonly status: number,
    readonly headers: OutgoingHttpHeaders,
    /** The body as it was sent. */
    readonly text: string,
  ) {
    this.request = `${method} ${url}`;
    const type = String(headers['content-type'] ?? '');
    const value: unknown = type.includes('json') && text ? JSON.parse(text) : undefined;
    const contract = contractOf(method, url);
    if (type.includes('problem+json')) this.refused = held(refusal, value, this.request);
    else this.granted = contract ? held(contract, value, this.request) : value;
  }

  /** What was granted. Throws when it was refused. */
  get body(): T {
    if (this.granted === undefined) throw new Error(`${this.request} was answered ${this.status} ${this.text}`);
    return this.granted as T;
  }

  /** Why it was refused. Throws when it was granted. */
  get problem(): Refusal {
    if (!this.refused) throw new Error(`${this.request} was not refused: ${this.status} ${this.text}`);
    return this.refused;
  }
}

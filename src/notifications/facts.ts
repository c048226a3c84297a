import type { InterviewView, RefusalReason, WithdrawalReason } from '#libs/contracts/application';
import type { NotificationTopic } from '#libs/contracts/notification';
import type { TermsVersion } from '#libs/contracts/engagement';
import type { Locale } from '#libs/errors/problem';
import type { ContestState, ContestTarget } from '#libs/contracts/contest';
import type { Block } from './letter';

/** Who is named in a letter, as the reader may know them. Empty when it has no place in the letter. */
export interface Names {
  mission: string;
  /** Empty while the employer stays anonymous. */
  employer: string;
  /** The chosen name, or initials, until the application is accepted. */
  freelancer: string;
  agency: string;
  organisation: string;
}

/** What is new in one saved search: the first results, and how many in all. */
export interface FoundGroup {
  name: string;
  path: string;
  count: number;
  results: readonly { title: string; path: string }[];
}

/** A contested score, as its letters tell it. */
export interface ContestFacts {
  kind: ContestTarget['kind'];
  /** The criterion or the blocker; its name is said in the reader’s language. */
  key: string;
  state: ContestState;
  statement: string;
  answer: string;
  /** Why somebody decided against the engine; empty when nobody did. */
  decision: string;
}

/** A proposal that waits for a decision: whom it was reckoned from, how many pairs it would change. */
export interface ProposalFacts {
  people: number;
  changes: number;
}

/** Everything any letter may need; what a subject does not have stays empty. Read when the letter leaves. */
export interface Facts extends Names {
  aggregateId: string;
  missionId: string;
  profileId: string;
  /** Where a link with a token leads (verification, reset, invitation). */
  tokenPath: string;
  answerDueAt: Date | null;
  lapsesAt: Date | null;
  interview: InterviewView | null;
  terms: TermsVersion | null;
  totalEuros: number | null;
  reason: RefusalReason | null;
  withdrawalReason: WithdrawalReason | null;
  /** A code of `endingWords`, or the words of the platform. */
  ending: string;
  /** Words that came with the event, for this reader. */
  words: string;
  adviserWords: string;
  /** Days: since the application (reminders), before the end (expiries). */
  days: number;
  /** Kept apart because one letter says which side did it. */
  byMe: boolean;
  role: string;
  contest: ContestFacts | null;
  proposal: ProposalFacts | null;
  expiresAt: Date | null;
  found: readonly FoundGroup[];
}

/** A letter and its notification. */
export interface Template {
  /** Who may refuse it: a topic of the preferences, or null for security and decisions about the reader. */
  topic: NotificationTopic | null;
  /** Also shown in the application. */
  inApp: boolean;
  /** Also sent by mail. */
  byMail: boolean;
  /** The subject and the sentence of the notification. */
  subject(names: Names, locale: Locale): string;
  body(facts: Facts, locale: Locale): Block[];
  /** Where the notification leads. */
  path(facts: Pick<Facts, 'aggregateId' | 'missionId' | 'profileId'>): string;
}

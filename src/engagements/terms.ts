import { createHash } from 'node:crypto';
import type { EngagementView, OfferTerms, Party, Price, TermsVersion } from '#libs/contracts/engagement';
import type { Engagement } from './engagement.entity';

/** From this total without VAT the client must check the freelancer’s papers (Code du travail, art. R8222-1: 5,000 €). */
export const VIGILANCE_CENTS = 500_000;

/** The whole price in cents without VAT. */
export const totalCents = (price: Price): number =>
  Math.round((price.kind === 'DAILY' ? price.dailyRate * price.days : price.total) * 100);

/** The next version of the terms, numbered after those before. */
export const newVersion = (
  before: readonly TermsVersion[],
  terms: OfferTerms,
  said: { by: Party; message: string; at: Date },
): TermsVersion => ({
  ...terms,
  number: before.length + 1,
  message: said.message,
  proposedBy: said.by,
  proposedAt: said.at.toISOString(),
});

/** What a signature covers: SHA-256 of the terms in a fixed order of fields. */
export function termsHash(terms: TermsVersion): string {
  const { price, startsOn, endsOn, remoteMode, placeName, deliverables } = terms;
  const { noticeDays, ipClause, confidentiality, paymentDelayDays, number } = terms;
  const cost = price.kind === 'DAILY' ? [price.kind, price.dailyRate, price.days] : [price.kind, price.total];
  const covered = [number, cost, startsOn, endsOn, remoteMode, placeName, deliverables];
  return createHash('sha256')
    .update(JSON.stringify([...covered, noticeDays, ipClause, confidentiality, paymentDelayDays]))
    .digest('hex');
}

/** An engagement as both parties read it. */
export function engagementViewOf(engagement: Engagement): EngagementView {
  const terms = engagement.terms.at(-1);
  if (!terms) throw new Error(`engagement ${engagement.id} has no terms`);
  return {
    id: engagement.id,
    applicationId: engagement.applicationId,
    missionId: engagement.missionId,
    state: engagement.state,
    terms,
    earlier: engagement.terms.slice(0, -1),
    signatures: engagement.signatures.map(({ party, name, at, termsHash: hash }) => ({
      party,
      name,
      at,
      termsHash: hash,
    })),
    totalEuros: Number(engagement.totalCents) / 100,
    vigilanceRequired: Number(engagement.totalCents) >= VIGILANCE_CENTS,
    proposedAt: engagement.proposedAt.toISOString(),
    lapsesAt: engagement.lapsesAt.toISOString(),
    signedAt: engagement.signedAt?.toISOString() ?? null,
    endedAt: engagement.endedAt?.toISOString() ?? null,
    endedBy: engagement.endedBy,
    endReason: engagement.endReason,
    endMessage: engagement.endMessage,
    version: engagement.version,
  };
}

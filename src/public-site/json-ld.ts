import type { MissionView } from '#libs/contracts/mission';

/** JSON inside a page, unable to close its own element. */
export const safeJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

/**
 * schema.org JobPosting of an open mission. What the mission does not say is left out: TELECOMMUTE only when it is all
 * remote, a salary only when the employer shows one.
 */
export function jobPosting(mission: MissionView, url: string, descriptionHtml: string): object {
  const remote = mission.remoteMode === 'REMOTE';
  const rate = mission.rateMin ?? mission.rateMax;
  return {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: mission.title,
    description: descriptionHtml,
    datePosted: mission.publishedAt,
    validThrough: mission.applyDeadline ?? mission.expiresAt,
    employmentType: 'CONTRACTOR',
    identifier: { '@type': 'PropertyValue', name: 'Aronde', value: mission.id },
    url,
    directApply: true,
    hiringOrganization: { '@type': 'Organization', name: mission.employer.name },
    ...(mission.place && !remote
      ? {
          jobLocation: {
            '@type': 'Place',
            address: { '@type': 'PostalAddress', addressLocality: mission.place.name, addressCountry: 'FR' },
          },
        }
      : {}),
    ...(remote
      ? { jobLocationType: 'TELECOMMUTE', applicantLocationRequirements: { '@type': 'Country', name: 'France' } }
      : {}),
    ...(rate !== null
      ? {
          baseSalary: {
            '@type': 'MonetaryAmount',
            currency: 'EUR',
            value: {
              '@type': 'QuantitativeValue',
              minValue: mission.rateMin ?? rate,
              maxValue: mission.rateMax ?? rate,
              unitText: 'DAY',
            },
          },
        }
      : {}),
  };
}

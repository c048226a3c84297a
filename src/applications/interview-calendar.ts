import type { InterviewView } from '#libs/contracts/application';

export interface InterviewFacts {
  applicationId: string;
  /** Host of the public address, for the identifiers of the events. */
  host: string;
  title: string;
  with: string;
  interview: InterviewView;
  at: Date;
}

/** `20261124T093000Z`, the form of RFC 5545 3.3.5. */
const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** RFC 5545 3.3.11: backslash, semicolon, comma and line breaks are escaped. */
const escaped = (text: string): string => text.replace(/[\\;,]/g, (char) => `\\${char}`).replace(/\r\n|\r|\n/g, '\\n');

/** RFC 5545 3.1: lines of at most 75 octets, continued after a space; never inside a character. */
export function folded(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const char of line) {
    const room = lines.length === 0 ? 75 : 74;
    if (Buffer.byteLength(current + char) > room) {
      lines.push(current);
      current = char;
    } else current += char;
  }
  lines.push(current);
  return lines.join('\r\n ');
}

const modes = { VIDEO: 'Visioconférence', PHONE: 'Téléphone', ONSITE: 'Sur place' } as const;

/**
 * The interview as an iCalendar file (RFC 5545): the chosen slot as confirmed, otherwise every proposed slot as
 * tentative. The identifiers stay the same from one download to the next, so a calendar updates rather than doubles.
 */
export function interviewCalendar({ applicationId, host, title, with: who, interview, at }: InterviewFacts): string {
  const slots = interview.slots.map((slot, index) => ({ ...slot, index }));
  const shown = interview.chosen === null ? slots : slots.filter((slot) => slot.index === interview.chosen);
  const events = shown.flatMap(({ startsAt, minutes, index }) => {
    const start = new Date(startsAt);
    return [
      'BEGIN:VEVENT',
      `UID:${applicationId}-${index}@${host}`,
      `DTSTAMP:${stamp(at)}`,
      `DTSTART:${stamp(start)}`,
      `DTEND:${stamp(new Date(start.getTime() + minutes * 60_000))}`,
      `SUMMARY:${escaped(`Entretien : ${title}`)}`,
      `DESCRIPTION:${escaped([who, modes[interview.mode], interview.message].filter(Boolean).join('\n'))}`,
      ...(interview.location ? [`LOCATION:${escaped(interview.location)}`] : []),
      `STATUS:${interview.chosen === null ? 'TENTATIVE' : 'CONFIRMED'}`,
      'END:VEVENT',
    ];
  });
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Aronde//Aronde//FR', 'METHOD:PUBLISH', ...events];
  return [...lines, 'END:VCALENDAR', ''].map(folded).join('\r\n');
}

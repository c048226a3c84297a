import { folded, type InterviewFacts, interviewCalendar } from './interview-calendar';

const facts = (chosen: number | null): InterviewFacts => ({
  applicationId: '0190a1b2-0000-7000-8000-000000000001',
  host: 'aronde.fr',
  title: 'Développer, tester; livrer',
  with: 'Atelier Vasseur',
  at: new Date('2026-11-24T09:00:00Z'),
  interview: {
    mode: 'VIDEO',
    location: 'https://visio.example/abc',
    message: 'Prévoyez\nun écran',
    slots: [
      { startsAt: '2026-12-01T09:30:00+01:00', minutes: 45 },
      { startsAt: '2026-12-02T14:00:00Z', minutes: 30 },
    ],
    chosen,
  },
});

describe('the calendar file of an interview', () => {
  it('holds every proposed slot as tentative while none is chosen', () => {
    const file = interviewCalendar(facts(null));
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    expect(file).toContain('STATUS:TENTATIVE');
    expect(file).toContain('DTSTART:20261201T083000Z\r\nDTEND:20261201T091500Z');
  });

  it('holds the chosen one alone, confirmed, under the same identifier', () => {
    const file = interviewCalendar(facts(1));
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    expect(file).toContain('UID:0190a1b2-0000-7000-8000-000000000001-1@aronde.fr');
    expect(file).toContain('STATUS:CONFIRMED');
  });

  it('escapes text and ends every line with CRLF', () => {
    const file = interviewCalendar(facts(0));
    expect(file).toContain('SUMMARY:Entretien : Développer\\, tester\\; livrer');
    expect(file).toContain('Prévoyez\\nun écran');
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('folds long lines at 75 octets without cutting a character', () => {
    const lines = folded('é'.repeat(100)).split('\r\n');
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(lines.map((line, index) => (index === 0 ? line : line.slice(1))).join('')).toBe('é'.repeat(100));
  });
});

import { backoffSeconds, MAX_MAIL_ATTEMPTS } from './mail.consumer';
import { outcomeOf } from './transport';

const error = (responseCode: number | undefined, command: string | undefined, code = 'EENVELOPE') =>
  Object.assign(new Error('smtp'), { responseCode, command, code });

describe('what a mail server answers', () => {
  it.each([
    [error(550, 'RCPT TO'), 'refused'],
    [error(553, 'MAIL FROM'), 'refused'],
    [error(554, 'DATA'), 'refused'],
    [error(450, 'RCPT TO'), 'later'],
    [error(421, 'CONN', 'ECONNECTION'), 'later'],
    [error(535, 'AUTH PLAIN', 'EAUTH'), 'later'],
    [error(undefined, undefined, 'ETIMEDOUT'), 'later'],
    [error(undefined, undefined, 'EDEADLINE'), 'later'],
  ])('%s %#', (answer, kind) => {
    expect(outcomeOf(answer).kind).toBe(kind);
  });

  it('is told without the address of anybody', () => {
    expect(outcomeOf(error(550, 'RCPT TO')).kind).toBe('refused');
    expect(
      JSON.stringify(outcomeOf(Object.assign(error(550, 'RCPT TO'), { message: '550 <a@b.fr> unknown' }))),
    ).not.toContain('@');
  });
});

describe('the delay between attempts', () => {
  it('grows from seconds to hours and lasts about two days in all', () => {
    const delays = Array.from({ length: MAX_MAIL_ATTEMPTS - 1 }, (_, index) => backoffSeconds(index + 1));
    expect(delays[0]).toBe(10);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    const total = delays.reduce((sum, delay) => sum + delay, 0) / 3_600;
    expect(total).toBeGreaterThan(24);
    expect(total).toBeLessThan(60);
  });
});

import type { Stage } from '../stage/stage';

/** The letters that reached an address, oldest first: subject, and the token of their link. Needs a worker. */
export async function lettersTo(stage: Stage, email: string): Promise<{ subject: string; token: string }[]> {
  await stage.settle();
  const rows = await stage.db.query<{ subject: string; text: string }[]>(
    `select subject, body_text as text from demo_mail where recipient = $1 order by id`,
    [email],
  );
  return rows.map(({ subject, text }) => ({
    subject: subject.replaceAll('\u202f', ' '),
    token: /#([\w-]{20,})/.exec(text)?.[1] ?? '',
  }));
}

/** The token of the last letter that reached an address. */
export const lastToken = async (stage: Stage, email: string): Promise<string> =>
  (await lettersTo(stage, email)).at(-1)?.token ?? '';

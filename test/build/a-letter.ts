import type { Stage } from '../stage/stage';

/**
 * The letters that reached an address, in the order of what they tell (several leave at once): subject, and the token of
 * their link. Needs a worker.
 */
export async function lettersTo(stage: Stage, email: string): Promise<{ subject: string; token: string }[]> {
  await stage.settle();
  const rows = await stage.db.query<{ subject: string; text: string }[]>(
    `select d.subject, d.body_text as text from demo_mail d join email e on e.message_id = d.message_id
     where d.recipient = $1 order by e.dedupe_key, d.id`,
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

import { z } from 'zod';

/** Identifier of a person, profile, mission, application… */
export const id = z.uuid();

/** One line of text, trimmed. */
export const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[^\r\n]*$/);

/** Several lines of text, trimmed. */
export const prose = (min: number, max: number) => z.string().trim().min(min).max(max);

/** A calendar date YYYY-MM-DD between 2000 and 2100. */
export const day = z.iso.date().refine((value) => value >= '2000-01-01' && value <= '2100-01-01');

/** A year, a month or a day that exists, from 1950 on: `2021`, `2021-03`, `2021-03-15`. */
export const roughDate = z
  .string()
  .regex(/^(19[5-9]\d|20\d\d|2100)(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)
  .refine((value) => value.length < 10 || z.iso.date().safeParse(value).success);

/** An instant, ISO 8601 in UTC. */
export const instant = z.iso.datetime({ offset: true });

/** Whole euros per day of work. */
export const dailyRate = z.int().min(0).max(10_000);

export const email = z.email().max(254);

export const locale = z.enum(['fr', 'en']);

/** A place as the product stores it: INSEE code, name, département, coordinates in degrees. */
export const place = z
  .object({
    code: z.string().max(10).nullable(),
    name: z.string().max(120),
    departement: z.string().max(3).nullable(),
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
  })
  .meta({ id: 'Place' });
export type PlaceView = z.infer<typeof place>;

/** Paging of every list: a signed cursor from the last answer, and how many rows. */
export const page = {
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

/** One page of a list. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A refusal on the wire: RFC 9457. */
export const problemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemView = z.infer<typeof problemView>;

export const remoteMode = z.enum(['REMOTE', 'HYBRID', 'ONSITE']);
export type RemoteMode = z.infer<typeof remoteMode>;

export const languageLevel = z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'NATIVE']);

/** A language someone speaks or a mission needs: ISO 639-1 code and CEFR level. */
export const language = z
  .strictObject({ code: z.string().regex(/^[a-z]{2}$/), level: languageLevel })
  .meta({ id: 'Language' });
export type LanguageView = z.infer<typeof language>;

/** One line of a history: who moved what, from where to where, when. */
export const transitionView = z
  .object({
    move: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    by: z.enum(['PERSON', 'SYSTEM', 'LINK']),
    reason: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'Transition' });

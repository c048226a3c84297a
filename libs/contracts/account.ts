import { z } from 'zod';
import { email, id, instant, line, locale } from './common';
import { organisationKind, organisationRole } from './organisation';

const password = z.string().min(1).max(128);
const code = z.string().regex(/^\d{6}$/);

export const signUpDraft = z
  .strictObject({
    email,
    password,
    name: line(1, 120),
    locale: locale.default('fr'),
    role: z.enum(['FREELANCER', 'EMPLOYER']).default('FREELANCER'),
    organisation: z
      .strictObject({
        name: line(2, 160),
        siret: z
          .string()
          .regex(/^\d{14}$/)
          .optional(),
      })
      .optional(),
    acceptTerms: z.literal(true),
  })
  .meta({ id: 'SignUpDraft' });
export type SignUpDraft = z.infer<typeof signUpDraft>;

export const signInDraft = z
  .strictObject({
    email: z.string().max(254),
    password,
    /** The six digits of the authenticator, when the account has a second factor. */
    totp: code.optional(),
    recoveryCode: z.string().max(40).optional(),
    remember: z.boolean().default(false),
  })
  .meta({ id: 'SignInDraft' });
export type SignInDraft = z.infer<typeof signInDraft>;

/** The token of a link sent by mail. */
export const linkAnswer = z.strictObject({ token: z.string().min(20).max(200) }).meta({ id: 'LinkAnswer' });
export const emailDraft = z.strictObject({ email }).meta({ id: 'EmailDraft' });
export const passwordReset = z
  .strictObject({ token: z.string().min(20).max(200), password })
  .meta({ id: 'PasswordReset' });
export const passwordChange = z.strictObject({ current: password, password }).meta({ id: 'PasswordChange' });

const membership = z
  .object({
    organisation: z.object({ id, name: z.string(), kind: organisationKind, verified: z.boolean() }),
    role: organisationRole,
  })
  .meta({ id: 'Membership' });

/** The signed-in person. */
export const meView = z
  .object({
    id,
    version: z.int(),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    locale,
    emailVerified: z.boolean(),
    profileId: id.nullable(),
    memberships: z.array(membership),
    current: membership.nullable(),
    platformRole: z.enum(['ADMIN', 'SUPPORT', 'AUDITOR']).nullable(),
    secondFactor: z.object({ enrolled: z.boolean(), required: z.boolean(), passed: z.boolean() }),
  })
  .meta({ id: 'Me' });
export type MeView = z.infer<typeof meView>;

export const meEdit = z
  .strictObject({
    name: line(1, 120),
    phone: z
      .string()
      .regex(/^[+\d][\d .-]{5,29}$/)
      .nullable(),
    locale,
  })
  .partial()
  .meta({ id: 'MeEdit' });
export type MeEdit = z.infer<typeof meEdit>;

/** The organisation to act for; null to act for oneself. */
export const actingFor = z.strictObject({ organisationId: id.nullable() }).meta({ id: 'ActingFor' });

export const sessionView = z
  .object({
    id,
    current: z.boolean(),
    createdAt: instant,
    lastSeenAt: instant,
    userAgent: z.string().nullable(),
    place: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export const sessionList = z.object({ items: z.array(sessionView) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionList>;

export const totpEnrolment = z
  .object({ secret: z.string(), uri: z.string(), qr: z.string() })
  .meta({ id: 'TotpEnrolment' });
export const totpCode = z.strictObject({ code }).meta({ id: 'TotpCode' });
export const recoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });

export const tokenScopes = [
  'profiles',
  'missions',
  'applications',
  'organisations',
  'mandates',
  'alerts',
  'matches',
  'platforms',
].flatMap((subject) => [`${subject}:read`, `${subject}:write`]);
export const tokenDraft = z
  .strictObject({
    name: line(1, 80),
    scopes: z
      .array(z.enum(tokenScopes as [string, ...string[]]))
      .min(1)
      .max(20),
    days: z.int().min(1).max(365).default(90),
  })
  .meta({ id: 'TokenDraft' });
export type TokenDraft = z.infer<typeof tokenDraft>;
export const tokenView = z
  .object({
    id,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'AccessToken' });
export const tokenList = z.object({ items: z.array(tokenView) }).meta({ id: 'AccessTokenList' });
export type TokenList = z.infer<typeof tokenList>;
/** The only time the token itself is shown. */
export const newToken = tokenView.extend({ token: z.string() }).meta({ id: 'NewAccessToken' });

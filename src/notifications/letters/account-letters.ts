import type { Template } from '../facts';
import { en, facts, fr, link, quote, text } from '../letter';
import { dayIn, momentIn } from '../letter-words';

const security = { topic: null, inApp: false, byMail: true, path: () => '/app/compte' } as const;
const organisation = { topic: null, inApp: true, byMail: true, path: () => '/app/structure' } as const;

const roles: Record<string, { fr: string; en: string }> = {
  ADMIN: { fr: 'responsable', en: 'administrator' },
  MEMBER: { fr: 'membre', en: 'member' },
  VIEWER: { fr: 'lecteur ou lectrice', en: 'viewer' },
  ADVISER: { fr: 'conseiller ou conseillère', en: 'adviser' },
  VALIDATOR: { fr: 'valideur ou valideuse', en: 'validator' },
};

/** Accounts, their safety, and organisations. None of these can be refused. */
export const accountLetters = {
  'account-verify': {
    ...security,
    subject: (_, l) => (l === 'fr' ? fr`Confirmez votre adresse e-mail` : 'Confirm your e-mail address'),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Bienvenue sur Aronde. Confirmez que cette adresse est la vôtre : sans cela, rien n’y sera envoyé d’autre.`
          : en`Welcome to Aronde. Confirm that this address is yours: otherwise nothing else will be sent to it.`,
      ),
      link(l === 'fr' ? fr`Confirmer mon adresse` : 'Confirm my address', f.tokenPath),
      text(
        l === 'fr'
          ? fr`Si vous n’avez pas créé de compte, ignorez ce message.`
          : en`If you did not create an account, ignore this message.`,
      ),
    ],
  },
  'account-reset': {
    ...security,
    subject: (_, l) => (l === 'fr' ? fr`Choisissez un nouveau mot de passe` : 'Choose a new password'),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Vous avez demandé un nouveau mot de passe. Le lien sert une fois${f.expiresAt ? fr`, jusqu’au ${momentIn(l, f.expiresAt)}` : ''}.`
          : en`You asked for a new password. The link works once${f.expiresAt ? en`, until ${momentIn(l, f.expiresAt)}` : ''}.`,
      ),
      link(l === 'fr' ? fr`Choisir un mot de passe` : 'Choose a password', f.tokenPath),
      text(
        l === 'fr'
          ? fr`Si ce n’était pas vous, ignorez ce message : votre mot de passe n’a pas changé.`
          : en`If it was not you, ignore this message: your password has not changed.`,
      ),
    ],
  },
  'account-known-address': {
    ...security,
    subject: (_, l) => (l === 'fr' ? fr`Vous avez déjà un compte` : 'You already have an account'),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Quelqu’un, sans doute vous, a voulu créer un compte avec cette adresse. Vous en avez déjà un : connectez-vous, ou choisissez un nouveau mot de passe depuis la page de connexion.`
          : en`Somebody, probably you, tried to create an account with this address. You already have one: sign in, or choose a new password from the sign-in page.`,
      ),
      link(l === 'fr' ? fr`Me connecter` : 'Sign in', f.tokenPath || '/app/connexion'),
    ],
  },
  'account-session-reuse': {
    ...security,
    inApp: true,
    subject: (_, l) => (l === 'fr' ? fr`Alerte de sécurité : sessions fermées` : 'Security alert: sessions closed'),
    body: (_, l) => [
      text(
        l === 'fr'
          ? fr`Une ancienne clé de session de votre compte a été présentée de nouveau : c’est le signe possible d’une copie. Nous avons fermé les sessions concernées. Reconnectez-vous et changez votre mot de passe si vous avez un doute.`
          : en`An old session key of your account was presented again: it may have been copied. We closed the sessions concerned. Sign in again, and change your password if in doubt.`,
      ),
      link(l === 'fr' ? fr`Me connecter` : 'Sign in', '/app/connexion'),
    ],
  },
  'account-password-changed': {
    ...security,
    subject: (_, l) => (l === 'fr' ? fr`Votre mot de passe a changé` : 'Your password has changed'),
    body: (_, l) => [
      text(
        l === 'fr'
          ? fr`Le mot de passe de votre compte vient d’être changé, et vos autres sessions sont fermées. Si ce n’était pas vous, choisissez-en un nouveau sans attendre.`
          : en`The password of your account has just been changed, and your other sessions are closed. If it was not you, choose a new one at once.`,
      ),
      link(l === 'fr' ? fr`Choisir un nouveau mot de passe` : 'Choose a new password', '/app/connexion'),
    ],
  },
  'account-second-factor-on': {
    ...security,
    subject: (_, l) => (l === 'fr' ? fr`Double authentification activée` : 'Two-factor authentication turned on'),
    body: (_, l) => [
      text(
        l === 'fr'
          ? fr`La double authentification protège désormais votre compte. Gardez vos codes de secours en lieu sûr.`
          : en`Two-factor authentication now protects your account. Keep your recovery codes in a safe place.`,
      ),
      link(l === 'fr' ? fr`Ouvrir mon compte` : 'Open my account', '/app/compte'),
    ],
  },
  'account-second-factor-off': {
    ...security,
    subject: (_, l) => (l === 'fr' ? fr`Double authentification désactivée` : 'Two-factor authentication turned off'),
    body: (_, l) => [
      text(
        l === 'fr'
          ? fr`La double authentification de votre compte vient d’être désactivée. Si ce n’était pas vous, changez votre mot de passe sans attendre.`
          : en`Two-factor authentication of your account has just been turned off. If it was not you, change your password at once.`,
      ),
      link(l === 'fr' ? fr`Ouvrir mon compte` : 'Open my account', '/app/compte'),
    ],
  },
  'organisation-verified': {
    ...organisation,
    subject: (n, l) =>
      l === 'fr' ? fr`Structure vérifiée : ${n.organisation}` : en`Organisation verified: ${n.organisation}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${f.organisation} est vérifiée. Vos missions se publient désormais sans attente.`
          : en`${f.organisation} is verified. Your missions now publish without waiting.`,
      ),
      link(l === 'fr' ? fr`Ouvrir mon espace` : 'Open my space', '/app/'),
    ],
  },
  'organisation-rejected': {
    ...organisation,
    subject: (n, l) =>
      l === 'fr' ? fr`Vérification refusée : ${n.organisation}` : en`Verification refused: ${n.organisation}`,
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`Nous n’avons pas pu vérifier ${f.organisation}. Corrigez les informations et demandez un nouvel examen, ou répondez à ce message pour contester.`
          : en`We could not verify ${f.organisation}. Correct the information and ask again, or answer this message to contest.`,
      ),
      ...quote(f.words),
      link(l === 'fr' ? fr`Ouvrir la structure` : 'Open the organisation', '/app/structure'),
    ],
  },
  'org-invitation': {
    ...security,
    subject: (n, l) => (l === 'fr' ? fr`Rejoignez ${n.organisation} sur Aronde` : en`Join ${n.organisation} on Aronde`),
    body: (f, l) => [
      text(
        l === 'fr'
          ? fr`${f.organisation} vous invite à rejoindre son espace sur Aronde, comme ${(roles[f.role] ?? roles.MEMBER!).fr}.`
          : en`${f.organisation} invites you to join its space on Aronde, as ${(roles[f.role] ?? roles.MEMBER!).en}.`,
      ),
      ...(f.expiresAt
        ? [facts(l === 'fr' ? [fr`Valable jusqu’au`, dayIn(l, f.expiresAt)] : ['Valid until', dayIn(l, f.expiresAt)])]
        : []),
      link(l === 'fr' ? fr`Accepter l’invitation` : 'Accept the invitation', f.tokenPath),
    ],
  },
} as const satisfies Record<string, Template>;

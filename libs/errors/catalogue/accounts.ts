import type { ProblemEntry } from './entry';

/** Refusals about accounts, sessions, second factor, access tokens. */
export const accountsProblems = {
  'account/unknown': { status: 404, fr: 'Ce compte n’existe pas.', en: 'This account does not exist.' },
  'link/unknown': {
    status: 422,
    fr: 'Ce lien n’est plus valable ; demandez-en un nouveau.',
    en: 'This link is no longer valid; ask for a new one.',
  },
  'organisation/not-yours': {
    status: 403,
    fr: 'Vous ne faites pas partie de cette structure.',
    en: 'You are not a member of this organisation.',
  },
  'password/common': {
    status: 422,
    fr: 'Ce mot de passe est trop courant ; choisissez plusieurs mots sans rapport.',
    en: 'This password is too common; choose several unrelated words.',
  },
  'password/long': {
    status: 422,
    fr: 'Limitez le mot de passe à 128 caractères.',
    en: 'Keep the password within 128 characters.',
  },
  'password/personal': {
    status: 422,
    fr: 'Évitez votre nom, votre adresse ou celui du site dans le mot de passe.',
    en: 'Keep your name, your address and the site’s name out of the password.',
  },
  'password/short': { status: 422, fr: 'Prenez au moins 12 caractères.', en: 'Use at least 12 characters.' },
  'password/wrong': {
    status: 422,
    fr: 'Le mot de passe actuel ne correspond pas.',
    en: 'The current password does not match.',
  },
  'session/refused': {
    status: 401,
    fr: 'L’adresse ou le mot de passe ne correspondent pas.',
    en: 'The address or the password do not match.',
  },
  'session/second-factor-needed': {
    status: 401,
    fr: 'Saisissez le code à six chiffres de votre application d’authentification.',
    en: 'Enter the six-digit code of your authenticator.',
  },
  'session/second-factor-wrong': {
    status: 401,
    fr: 'Ce code ne correspond pas, ou il a déjà servi ; attendez le suivant.',
    en: 'This code does not match, or was already used; wait for the next one.',
  },
  'session/unknown': { status: 404, fr: 'Cette session est déjà fermée.', en: 'This session is already closed.' },
  'token/unknown': {
    status: 404,
    fr: 'Ce jeton n’existe pas ou est déjà révoqué.',
    en: 'This token does not exist or is already revoked.',
  },
  'totp/already': {
    status: 409,
    fr: 'La double authentification est déjà active.',
    en: 'Two-factor authentication is already on.',
  },
  'totp/not-started': {
    status: 409,
    fr: 'Commencez par enregistrer l’application d’authentification.',
    en: 'Register the authenticator first.',
  },
} as const satisfies Record<string, ProblemEntry>;

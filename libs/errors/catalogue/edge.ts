import type { ProblemEntry } from './entry';

/** Refusals of the edge: requests, access, lifecycles, the service itself. */
export const edgeProblems = {
  // request
  'request/invalid': {
    status: 400,
    fr: 'Certaines informations sont à corriger.',
    en: 'Some of the information needs correcting.',
  },
  'request/malformed': {
    status: 400,
    fr: 'La requête n’a pas pu être lue : {reason}.',
    en: 'The request could not be read: {reason}.',
  },
  'request/too-large': { status: 413, fr: 'L’envoi est trop volumineux.', en: 'The request is too large.' },
  'request/unsupported-type': {
    status: 415,
    fr: 'Envoyez du JSON (Content-Type: application/json).',
    en: 'Send JSON (Content-Type: application/json).',
  },
  'request/unknown-route': { status: 404, fr: 'Cette adresse n’existe pas.', en: 'There is nothing at this address.' },
  'request/method-not-allowed': {
    status: 405,
    fr: 'Cette adresse n’accepte pas la méthode {method}.',
    en: 'This address does not accept the method {method}.',
  },
  'request/cross-site': {
    status: 403,
    fr: 'Cette requête vient d’un autre site ; recommencez depuis Aronde.',
    en: 'This request came from another site; start again from Aronde.',
  },
  'request/cursor-invalid': {
    status: 400,
    fr: 'Le repère de page n’est plus valable ; reprenez la liste au début.',
    en: 'The page cursor is not valid; start the list again.',
  },
  'request/version-required': {
    status: 428,
    fr: 'Indiquez la version modifiée dans l’en-tête If-Match.',
    en: 'Give the version you are changing in the If-Match header.',
  },
  'request/stale': {
    status: 412,
    fr: 'Quelqu’un a modifié ces informations entre-temps ; relisez-les avant de recommencer.',
    en: 'Someone changed this in the meantime; read it again before you retry.',
  },
  'request/key-required': {
    status: 400,
    fr: 'Ajoutez un en-tête Idempotency-Key à cette requête.',
    en: 'Add an Idempotency-Key header to this request.',
  },
  'request/key-reused': {
    status: 422,
    fr: 'Cette clé Idempotency-Key a déjà servi pour une autre demande.',
    en: 'This Idempotency-Key was already used for a different request.',
  },
  'request/in-progress': {
    status: 409,
    fr: 'La même demande est en cours ; réessayez dans un instant.',
    en: 'The same request is in progress; retry in a moment.',
  },
  'request/conflict': {
    status: 409,
    fr: 'Cette demande se heurte à une autre ; relisez la page et recommencez.',
    en: 'This request conflicts with another one; read the page again and retry.',
  },
  'request/too-many': {
    status: 429,
    fr: 'Trop de demandes ; réessayez dans {seconds} s.',
    en: 'Too many requests; retry in {seconds} s.',
  },
  // service
  'service/unavailable': {
    status: 503,
    fr: 'Le service est momentanément indisponible ; rien n’est perdu, réessayez dans un instant.',
    en: 'The service is briefly unavailable; nothing is lost, retry in a moment.',
  },
  'service/failure': {
    status: 500,
    fr: 'Un incident est survenu de notre côté. Donnez la référence {requestId} si vous nous écrivez.',
    en: 'Something failed on our side. Quote the reference {requestId} if you write to us.',
  },
  // live stream
  'events/too-many': {
    status: 429,
    fr: 'Aronde est déjà ouvert dans {most} onglets ; fermez-en un pour suivre les nouvelles dans celui-ci.',
    en: 'Aronde is already open in {most} tabs; close one to follow the news in this one.',
  },
  'events/full': {
    status: 503,
    fr: 'Trop de personnes suivent les nouvelles en direct ; la page continue de se mettre à jour, moins souvent.',
    en: 'Too many people are following the news live; the page keeps updating, less often.',
  },
  // access
  'access/sign-in-required': { status: 401, fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' },
  'access/denied': {
    status: 403,
    fr: 'Vous n’avez pas le droit de faire cela.',
    en: 'You do not have the right to do this.',
  },
  'access/second-factor-required': {
    status: 403,
    fr: 'Activez la double authentification pour accéder à cet espace.',
    en: 'Turn on two-factor authentication to enter this space.',
  },
  'access/scope-missing': {
    status: 403,
    fr: 'Ce jeton n’a pas la portée {scope}.',
    en: 'This token lacks the scope {scope}.',
  },
  // lifecycle
  'lifecycle/move-refused': {
    status: 409,
    fr: 'L’état actuel ({state}) ne permet pas cette action.',
    en: 'The current state ({state}) does not allow this action.',
  },
} as const satisfies Record<string, ProblemEntry>;

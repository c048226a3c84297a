import type { ProblemEntry } from './entry';

/** Refusals about organisations, members, invitations, mandates. */
export const organisationsProblems = {
  'organisation/unknown': {
    status: 404,
    fr: 'Cette structure n’existe pas.',
    en: 'This organisation does not exist.',
  },
  'organisation/siret-wrong': {
    status: 422,
    fr: 'Ce numéro SIRET n’est pas valable ; vérifiez les quatorze chiffres.',
    en: 'This SIRET number is not valid; check its fourteen digits.',
  },
  'organisation/siret-taken': {
    status: 409,
    fr: 'Une structure vérifiée porte déjà ce SIRET ; demandez à la rejoindre.',
    en: 'A verified organisation already has this SIRET; ask to join it.',
  },
  'organisation/place-unknown': {
    status: 422,
    fr: 'Le lieu « {place} » n’a pas été trouvé ; choisissez une commune dans la liste.',
    en: 'The place “{place}” was not found; pick a town from the list.',
  },
  'organisation/reason-needed': {
    status: 422,
    fr: 'Donnez la raison du refus : la structure la lira.',
    en: 'Give the reason for the refusal: the organisation will read it.',
  },
  'member/unknown': {
    status: 404,
    fr: 'Cette personne ne fait pas partie de la structure.',
    en: 'This person is not a member of the organisation.',
  },
  'member/last-admin': {
    status: 409,
    fr: 'Une structure garde toujours un administrateur : nommez quelqu’un d’abord.',
    en: 'An organisation always keeps one administrator: appoint someone first.',
  },
  'member/role-not-here': {
    status: 422,
    fr: 'Ce rôle n’existe que dans une agence.',
    en: 'This role exists in agencies only.',
  },
  'member/already': {
    status: 409,
    fr: 'Cette personne fait déjà partie de la structure.',
    en: 'This person is already a member of the organisation.',
  },
  'org-invitation/unknown': {
    status: 404,
    fr: 'Cette invitation n’existe pas, n’est plus valable ou ne vous est pas adressée.',
    en: 'This invitation does not exist, is no longer valid or is not addressed to you.',
  },
  'org-invitation/pending': {
    status: 409,
    fr: 'Une invitation attend déjà une réponse à cette adresse.',
    en: 'An invitation is already waiting for an answer at this address.',
  },
  'mandate/unknown': {
    status: 404,
    fr: 'Ce mandat n’existe pas.',
    en: 'This mandate does not exist.',
  },
  'mandate/person-unknown': {
    status: 404,
    fr: 'Aucun profil de freelance visible ne correspond.',
    en: 'No visible freelancer profile matches.',
  },
  'mandate/already': {
    status: 409,
    fr: 'Un mandat est déjà proposé à cette personne, ou déjà actif.',
    en: 'A mandate is already proposed to this person, or already active.',
  },
  'mandate/oneself': {
    status: 422,
    fr: 'Un collègue doit vous proposer ce mandat : on ne s’accompagne pas soi-même.',
    en: 'A colleague must propose this mandate to you: nobody is their own adviser.',
  },
  'mandate/widening': {
    status: 422,
    fr: 'Un mandat ne s’élargit pas : l’agence doit en proposer un nouveau.',
    en: 'A mandate cannot be widened: the agency must propose a new one.',
  },
  'mandate/adviser-unknown': {
    status: 422,
    fr: 'Choisissez un conseiller de votre agence.',
    en: 'Choose an adviser of your agency.',
  },
} as const satisfies Record<string, ProblemEntry>;

import type { ProblemEntry } from './entry';

/** Refusals about applications and engagements. */
export const applicationsProblems = {
  'application/unknown': {
    status: 404,
    fr: 'Cette candidature n’existe pas, ou ne vous est pas ouverte.',
    en: 'There is no such application, or it is not open to you.',
  },
  'application/already-open': {
    status: 409,
    fr: 'Une candidature est déjà en cours pour cette mission ; ouvrez-la plutôt que d’en envoyer une autre.',
    en: 'An application for this mission is already under way; open it rather than send another.',
  },
  'application/already-declined': {
    status: 409,
    fr: 'Cette mission a déjà répondu à votre candidature ; seul l’employeur peut la rouvrir.',
    en: 'This mission has already answered your application; only the employer can reopen it.',
  },
  'application/advisers-only': {
    status: 409,
    fr: 'Cette mission se pourvoit avec l’aide d’une agence ; demandez à votre conseiller de vous présenter.',
    en: 'This mission is filled through agencies; ask your adviser to put you forward.',
  },
  'application/consent-needed': {
    status: 409,
    fr: 'Demandez d’abord l’accord de la personne, puis confirmez-le ici.',
    en: 'Ask the person for their agreement first, then confirm it here.',
  },
  'application/deadline-passed': {
    status: 409,
    fr: 'La date limite pour postuler ({deadline}) est passée.',
    en: 'The deadline to apply ({deadline}) has passed.',
  },
  'application/email-unverified': {
    status: 403,
    fr: 'Confirmez d’abord votre adresse e-mail : le lien est dans le message reçu à l’inscription.',
    en: 'Confirm your e-mail address first: the link is in the message you received when you signed up.',
  },
  'application/invited-only': {
    status: 409,
    fr: 'Cette mission est ouverte sur invitation seulement.',
    en: 'This mission is open by invitation only.',
  },
  'application/mission-closed': {
    status: 409,
    fr: 'Cette mission ne prend plus de candidatures.',
    en: 'This mission takes no more applications.',
  },
  'application/mission-crowded': {
    status: 409,
    fr: 'Cette mission a reçu le nombre de candidatures qu’elle peut étudier ({limit}).',
    en: 'This mission has received as many applications as it can consider ({limit}).',
  },
  'application/no-interview': {
    status: 404,
    fr: 'Aucun entretien n’est prévu pour cette candidature.',
    en: 'No interview is planned for this application.',
  },
  'application/nothing-asked': {
    status: 409,
    fr: 'Rien n’attend votre réponse sur ce point.',
    en: 'Nothing awaits your answer on this point.',
  },
  'application/organisation-excluded': {
    status: 409,
    fr: 'La personne a demandé à ne pas être présentée à cette structure.',
    en: 'The person asked not to be put forward to this organisation.',
  },
  'application/own-mission': {
    status: 409,
    fr: 'Vous faites partie de la structure qui publie cette mission.',
    en: 'You belong to the organisation that posted this mission.',
  },
  'application/pool-consent-needed': {
    status: 409,
    fr: 'Demandez d’abord à la personne si elle accepte d’être gardée dans votre vivier.',
    en: 'Ask the person first whether they agree to stay in your pool.',
  },
  'application/profile-needed': {
    status: 409,
    fr: 'Créez d’abord votre profil : c’est lui que l’employeur lira.',
    en: 'Create your profile first: it is what the employer will read.',
  },
  'application/profile-not-published': {
    status: 409,
    fr: 'Publiez d’abord le profil : l’employeur doit pouvoir le lire.',
    en: 'Publish the profile first: the employer must be able to read it.',
  },
  'application/reopening-late': {
    status: 409,
    fr: 'Cette candidature est close depuis plus de {days} jours ; elle ne peut plus être rouverte.',
    en: 'This application closed more than {days} days ago; it cannot be reopened.',
  },
  'application/slot-unknown': {
    status: 409,
    fr: 'Ce créneau n’existe pas ou il est passé ; choisissez-en un autre.',
    en: 'There is no such slot, or it has passed; choose another.',
  },
  'engagement/already-started': {
    status: 409,
    fr: 'L’engagement a commencé ; il ne peut plus être annulé.',
    en: 'The engagement has started; it can no longer be cancelled.',
  },
  'offer/lapsed': {
    status: 409,
    fr: 'Le délai pour répondre à cette offre est passé.',
    en: 'The time to answer this offer has passed.',
  },
  'offer/seats-taken': {
    status: 409,
    fr: 'Toutes les places de cette mission viennent d’être prises. Votre candidature est conservée et l’employeur en est informé.',
    en: 'Every place of this mission has just been taken. Your application is kept and the employer is told.',
  },
} as const satisfies Record<string, ProblemEntry>;

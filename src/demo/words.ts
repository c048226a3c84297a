/** The names and phrases the demo town is made of. Invented people and companies; real towns. */
export const FIRST_NAMES_F =
  'Camille Léa Manon Chloé Inès Sarah Jade Louise Alice Juliette Awa Fatou Nour Yasmine Clara Élodie Anaïs Pauline Marion Julie Sophie Claire Hélène Nathalie Sandrine Isabelle Céline Aurélie Émilie Lucie Mathilde Margaux Océane Noémie Agathe Salomé Maëlle Rokia Leïla Mei'.split(
    ' ',
  );
export const FIRST_NAMES_M =
  'Nathan Lucas Hugo Théo Louis Gabriel Arthur Jules Karim Mehdi Samir Ibrahim Moussa Antoine Nicolas Julien Thomas Pierre Guillaume Alexandre Maxime Romain Vincent Olivier Stéphane Laurent Christophe Frédéric David Sébastien Yann Erwan Bastien Quentin Rémi Valentin Adrien Tomás Linh Idriss'.split(
    ' ',
  );
export const LAST_NAMES =
  'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Traoré Diallo Nguyen Benali Haddad Cohen Ferreira Kowalski Rossi Aubert'.split(
    ' ',
  );

/** Towns with how often people live there, out of the sum. */
export const TOWNS: readonly (readonly [string, number])[] = [
  ['Lyon', 14],
  ['Villeurbanne', 6],
  ['Paris', 16],
  ['Montreuil', 3],
  ['Marseille', 7],
  ['Toulouse', 7],
  ['Bordeaux', 6],
  ['Nantes', 7],
  ['Lille', 6],
  ['Rennes', 5],
  ['Montpellier', 4],
  ['Strasbourg', 4],
  ['Grenoble', 4],
  ['Saint-Étienne', 3],
  ['Annecy', 2],
  ['Nice', 3],
  ['Clermont-Ferrand', 2],
  ['Dijon', 2],
  ['Tours', 2],
  ['Angers', 2],
  ['Brest', 2],
  ['Caen', 1],
  ['Rouen', 2],
  ['Oullins-Pierre-Bénite', 1],
  ['Vénissieux', 1],
  ['Caluire-et-Cuire', 1],
  ['Aix-en-Provence', 1],
  ['Le Havre', 1],
  ['Metz', 1],
  ['Besançon', 1],
  ['La Rochelle', 1],
  ['Valence', 1],
  ['Chambéry', 1],
  ['Pau', 1],
  ['Limoges', 1],
];

export const COMPANIES =
  'Cadence Mobilités|Atelier Meridienne|Coopérative des Deux Rives|Halle Numérique|Verger & Associés|Fabrique Boréale|Maison Calliope|Tramway du Centre|Éditions du Phare|Clinique des Tilleuls|Mutuelle des Artisans|Laiteries du Forez|Studio Quartz|Banque des Territoires Alpins|Observatoire du Littoral|Papeteries Lenoir|Énergies de la Garonne|Assurances Bellecour|Théâtre de la Passerelle|Robotique Isère|Voyages Corail|Horlogerie Saint-Claude|Ports de Loire|Semences du Lauragais|Logistique Ventoux|École du Fleuve|Habitat Soleil|Pharmacies Réunies|Textiles Roannais|Aéro Pyrénées|Musée des Confluences Vives|Data Verte|Brasserie du Canal|Médias Hexagone|Transports Émeraude|Santé Plus Près|Ingénierie Bastille|Groupe Ardoise|Ville de Valmont|Région en Partage'.split(
    '|',
  );

export const AGENCIES = ['Agence Lyon Gerland', 'Agence Paris Nation', 'Agence Nantes Erdre'];

/** What a mission is about: «{title} {object}». */
export const OBJECTS =
  'pour la refonte d’un service public en ligne|pour un lancement de produit|en renfort d’équipe|pour une plateforme de mobilité|pour un programme de trois mois|pour accompagner une fusion|pour un site à rendre accessible|pour une campagne nationale|pour une jeune entreprise de l’énergie|pour moderniser un outil interne|pour un projet culturel|pour une coopérative agricole|pour un nouvel établissement de santé|pour préparer un audit|pour une série de formations|pour une collection d’ouvrages|pour un réseau de boutiques|pour le siège régional|pour remplacer un congé|pour un pilote à grande échelle'.split(
    '|',
  );

export const CONTEXTS =
  'Notre équipe a grandi vite et les outils n’ont pas suivi.|Le service ouvre au public dans quelques mois et tout est prêt, sauf cette partie.|Nous sortons d’une première version utile mais fragile.|La personne qui tenait ce sujet part en congé ; nous voulons une relève sans rupture.|Trois équipes se partagent le sujet et personne ne le porte.|Nos clients nous le demandent depuis un an.|Le budget est voté, le calendrier est tenu, il manque une paire de mains expertes.|Nous avons choisi de bien faire plutôt que de faire vite.'.split(
    '|',
  );

export const TASKS =
  'faire l’état des lieux en deux semaines|proposer un plan et le défendre devant le comité|réaliser, livrer et documenter|former deux personnes de l’équipe|suivre la qualité et en rendre compte chaque mois|préparer la suite pour qui reprendra|animer les ateliers avec les métiers|mettre en place les bons indicateurs'.split(
    '|',
  );

export const CLIENTS =
  'une mutuelle|un éditeur de logiciels|une collectivité|une association nationale|un groupe de presse|une banque régionale|un industriel|un studio|une start-up de la santé|un transporteur|un musée|une agence'.split(
    '|',
  );

export const WAYS =
  'J’aime les équipes qui écrivent ce qu’elles décident.|Je livre par petites étapes que l’on peut montrer.|Je travaille volontiers en binôme avec l’équipe en place.|Je préfère une question de trop à une surprise à la fin.|Je transmets autant que je produis.|Je viens sur place quand c’est utile, et je le dis quand ça ne l’est pas.'.split(
    '|',
  );

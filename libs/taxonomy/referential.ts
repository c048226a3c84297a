/** Whose words these are: our own seed, France Travail’s ROME, the Commission’s ESCO. */
export type TaxonomySource = 'LOCAL' | 'ROME' | 'ESCO';

export type SkillKind = 'SAVOIR' | 'SAVOIR_FAIRE' | 'SAVOIR_ETRE' | 'TECH';
export type TitleForm = 'm' | 'f' | 'neutral';
export type Language = 'fr' | 'en';

export interface Occupation {
  code: string;
  /** As the source writes it, “masculine / feminine” included. */
  labelFr: string;
  labelEn?: string;
  /** The domain it belongs to, as a label. */
  family?: string;
  /** Code of the broader occupation, or of its group. */
  parent?: string;
  /** A few sentences about the trade, French or English as the source has them. */
  definition?: string;
  /** The ROME occupation this one is part of, when the source says so. */
  romeCode?: string;
}

export interface OccupationTitle {
  occupation: string;
  label: string;
  form: TitleForm;
  language: Language;
}

export interface Skill {
  code: string;
  kind: SkillKind;
  labelFr: string;
  labelEn?: string;
  category?: string;
}

export interface SkillAlias {
  skill: string;
  label: string;
}

export interface OccupationSkill {
  occupation: string;
  skill: string;
  /** ROME: Principale 2, Émergente 1.5, other 1. ESCO and our own: essential 2, optional 1. */
  weight: number;
}

export interface OccupationLink {
  from: string;
  to: string;
  kind: 'NEAR' | 'EVOLUTION';
}

export interface SkillLink {
  from: string;
  to: string;
  /** 0 < similarity < 1. */
  similarity: number;
}

/** One source’s release in one shape. Every code is unique within its list and refers to a row of this same object. */
export interface Referential {
  source: TaxonomySource;
  release: string;
  occupations: Occupation[];
  titles: OccupationTitle[];
  skills: Skill[];
  aliases: SkillAlias[];
  occupationSkills: OccupationSkill[];
  occupationLinks: OccupationLink[];
  skillLinks: SkillLink[];
  /** Skill → broader skill. */
  skillParents: { skill: string; parent: string }[];
}

/** A line of a file that was left out, and why. Line 1 is the header. */
export interface RejectedLine {
  file: string;
  line: number;
  reason: string;
}

export interface ReadReferential {
  referential: Referential;
  rejected: RejectedLine[];
}

/** The line every page that shows a source’s words owes it. */
export const licences: Record<TaxonomySource, string> = {
  LOCAL: 'Aronde’s own referential (MIT)',
  ROME: 'France Travail - ROME 4.0 (Licence Ouverte 2.0, Etalab)',
  ESCO: 'This service uses the ESCO classification of the European Commission, modified (CC BY 4.0)',
};

export const emptyReferential = (source: TaxonomySource, release: string): Referential => ({
  source,
  release,
  occupations: [],
  titles: [],
  skills: [],
  aliases: [],
  occupationSkills: [],
  occupationLinks: [],
  skillLinks: [],
  skillParents: [],
});

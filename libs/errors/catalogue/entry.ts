/** One refusal: HTTP status and a sentence a person can act on, in both languages; `{name}` is filled from the parameters. */
export interface ProblemEntry {
  status: number;
  fr: string;
  en: string;
}

/** The languages in which invoices and statements are written. */
export const paperLanguages = ["en", "de"] as const;
export type PaperLanguage = (typeof paperLanguages)[number];

/**
 * The edition of the words that papers are issued with now. What was issued keeps its own: another wording is another edition beside
 * those that are there, which a test holds to the letter.
 */
export const newestWordsEdition = 1;

/** How dates and amounts are written in a language, whoever reads the paper and wherever it is made. */
export const paperLocales: Readonly<Record<PaperLanguage, string>> = { en: "en-US", de: "de-DE" };

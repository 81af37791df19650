/**
 * Characters that act instead of being shown: a customer's name could clear the terminal, set its title, or turn the order of a
 * line around. Line breaks are not among them.
 */
const acting = /[[\p{Cc}\p{Bidi_Control}]--\n]/gv;

/** Text as a terminal may be given it: what would act is shown as a replacement character. */
export function safeText(text: string): string {
  return text.replaceAll(acting, "\uFFFD");
}

/** A value as JSON that is harmless on a terminal too, and the same value to a program that reads it. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    acting,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Text as one line of a table. */
export function oneLine(text: string): string {
  return safeText(text.replaceAll(/\s+/gu, " ").trim());
}

/** What was typed into a field that may stay empty; null where it says nothing. */
export function orNothing(text: string): string | null {
  return text.trim() === "" ? null : text;
}

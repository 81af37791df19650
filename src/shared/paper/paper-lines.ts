/** As many lines as an address or the like may have, so that the head of a paper stays one. */
export const maximumPaperLines = 12;

/** The lines of a text as they are written below each other, however their ends were typed. */
export function paperLinesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/u);
}

export function hasTooManyLines(text: string): boolean {
  return paperLinesOf(text).length > maximumPaperLines;
}

/** Whether what an account goes by is an address that says something on paper, and not a slug, which is our own name for it. */
export function isAddress(contact: string | null): contact is string {
  return contact?.includes("@") === true;
}

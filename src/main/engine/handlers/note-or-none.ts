/** A note as it is kept: one that says nothing is none. */
export function noteOrNone(note: string | null): string | null {
  return note === null || note.trim() === "" ? null : note;
}

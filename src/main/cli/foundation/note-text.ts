import type { Terminal } from "./terminal.ts";

/** The note that an option says, or that standard input holds where it says `-`. A line break at the end is the editor's. */
export async function noteText(terminal: Terminal, note: string | undefined): Promise<string | null> {
  if (note !== "-") return note ?? null;
  return (await terminal.readInput()).replace(/\r?\n$/u, "");
}

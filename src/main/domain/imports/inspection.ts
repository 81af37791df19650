import { createHash } from "node:crypto";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import type { ImportFile, InspectedFile } from "./batch.ts";
import { importColumns } from "./columns.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** What is found out about a file before its rows are read, from one piece of its text to the next. */
export interface Inspection {
  take(piece: string): void;
  finish(file: ImportFile): InspectedFile;
}

/** Counts lines, and notices what makes the text as a whole no CSV file in UTF-8. */
export function createInspection(): Inspection {
  const digest = createHash("sha256");
  let lineFeeds = 0;
  let carriageReturns = 0;
  let lastCharacter = "";
  let hasNul = false;
  let damagedLine: number | null = null;
  let isBlank = true;

  // Windows and Unix lines end in a line feed, those of an old Mac in a carriage return alone.
  const lineEnds = () => lineFeeds || carriageReturns;

  return {
    take(piece) {
      digest.update(piece);
      hasNul ||= piece.includes("\0");
      isBlank &&= withoutByteOrderMark(piece).trim() === "";
      const damagedAt = piece.isWellFormed() ? piece.indexOf("\uFFFD") : 0;
      if (damagedAt >= 0) damagedLine ??= lineEnds() + lineEndsIn(piece.slice(0, damagedAt)) + 1;
      lineFeeds += countOf("\n", piece);
      carriageReturns += countOf("\r", piece);
      lastCharacter = piece.at(-1) ?? lastCharacter;
    },
    finish(file) {
      const isLastLineOpen = lastCharacter !== "" && lastCharacter !== (lineFeeds > 0 ? "\n" : "\r");
      return {
        ...file,
        lineCount: lineEnds() + (isLastLineOpen ? 1 : 0),
        digest: digest.digest("hex"),
        fault: whyUnreadable(file.kind, { hasNul, damagedLine, isBlank }),
      };
    },
  };
}

export function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** Why the text as a whole is not a CSV file in UTF-8, or null when it may be one. */
function whyUnreadable(
  kind: ImportFileKind,
  { hasNul, damagedLine, isBlank }: { hasNul: boolean; damagedLine: number | null; isBlank: boolean },
): Sentence | null {
  if (hasNul) return sentence("The file is not text: it has NUL bytes. Save it as CSV in UTF-8.");
  if (damagedLine !== null) {
    return sentence(
      "The file is not UTF-8: some of its characters could not be read. Line {damagedLine} is the first that shows it. Save it as CSV in UTF-8.",
      { damagedLine },
    );
  }
  if (isBlank) {
    const columns = importColumns[kind].map(({ name }) => name);
    return sentence("The file is empty. Its first line names the columns: {columns}.", { columns });
  }
  return null;
}

function lineEndsIn(text: string): number {
  return countOf("\n", text) || countOf("\r", text);
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let index = text.indexOf(character); index >= 0; index = text.indexOf(character, index + 1)) count += 1;
  return count;
}

import { closeSync, openSync, readSync } from "node:fs";
import { broken } from "./record-format.ts";

/** No line is longer; a file that has one is none of ours. */
const longestLineBytes = 32 * 1024 * 1024;
const pieceBytes = 1024 * 1024;
const newline = 0x0a;

/**
 * The lines of an export, each with the newline at its end, one after the other; no more than one of them is in memory.
 *
 * @throws AppError `export_broken` where a line is too long, or where the last one is not ended.
 */
export function* readLines(path: string): Generator<Buffer, void, void> {
  const file = openSync(path, "r");
  try {
    let lineNumber = 1;
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const piece = Buffer.allocUnsafe(pieceBytes);
      const read = readSync(file, piece);
      if (read === 0) break;
      const bytes = rest.length === 0 ? piece.subarray(0, read) : Buffer.concat([rest, piece.subarray(0, read)]);
      let from = 0;
      for (;;) {
        const end = bytes.indexOf(newline, from);
        if (end < 0) break;
        yield bytes.subarray(from, end + 1);
        lineNumber += 1;
        from = end + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > longestLineBytes) throw broken(lineNumber, "it is too long");
    }
    if (rest.length > 0) throw broken(lineNumber, "it is cut off");
  } finally {
    closeSync(file);
  }
}

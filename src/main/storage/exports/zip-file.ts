import { makeZip } from "client-zip";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { ExportFile } from "./export-file.ts";

/** A file inside of a ZIP. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Uint8Array;
  /** The day that it is dated by. */
  readonly on: CivilDate;
}

/**
 * Write files one after the other into a ZIP, as they are: what they hold is packed already. Each is asked for once the one before it is
 * written, so that no more than one of them is in memory; there may be more than 65,535 of them, and more than 4 GiB.
 *
 * @returns steps, each to be waited for before the next. What making an entry throws, they throw.
 */
export function* zipSteps(file: ExportFile, entries: Iterable<ZipEntry>): Generator<Promise<void>, void, void> {
  const chunks = makeZip(inputsOf(entries)).getReader();
  const written = { isWhole: false };
  const writeNext = async () => {
    const { done, value } = await chunks.read();
    written.isWhole = done;
    if (value) file.write(value);
  };
  try {
    while (!written.isWhole) yield writeNext();
  } finally {
    // Where it is left early, no further entry is asked for.
    if (!written.isWhole) chunks.cancel().catch(() => undefined);
  }
}

function* inputsOf(entries: Iterable<ZipEntry>) {
  for (const { name, content, on } of entries) {
    // A ZIP has local times; at noon no clock is changed, so that it is the same wherever it is made.
    yield { name, input: content, lastModified: new Date(`${on}T12:00:00`) };
  }
}

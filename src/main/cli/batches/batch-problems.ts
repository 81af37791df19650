import { batchFields, type BatchView } from "../../../shared/contract/batches.ts";
import type { OpenBook } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";
import { count, type Terminal, toldText } from "../foundation/terminal.ts";

/** What the command line calls the fields of a batch, whose names are those of the contract. */
export const fieldNames = batchFields.map((field) =>
  field.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`),
);

/** So many rows are told of; the rest is counted. */
const toldRows = 500;

/** Say what is wrong with the rows of a batch. */
export async function tellProblems(
  terminal: Terminal,
  book: OpenBook,
  { id, name, badCount }: BatchView,
): Promise<void> {
  const { rows } = await book.ask("batches.rows", { batchId: id, withProblems: true, limit: toldRows });
  for (const { lineNumber, problems } of rows) {
    for (const problem of problems) {
      const { field } = problem;
      terminal.say(
        `${name}:${lineNumber}: ${field === null ? "" : `${fieldNames[batchFields.indexOf(field)]}: `}${toldText(problem)}`,
      );
    }
  }
  if (badCount > rows.length) terminal.say(said("… and {count} more rows.", { count: count(badCount - rows.length) }));
}

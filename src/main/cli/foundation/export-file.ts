import { type Command, InvalidArgumentError, Option } from "commander";
import { tableFormat, type TableFormat } from "../../../shared/contract/exports.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { pathFromHere } from "./options.ts";
import type { OpenBook, Outcome } from "./run-command.ts";
import { said } from "./spoken.ts";

/** A file that a list is written to, by where it is and how. */
export interface TableFile {
  readonly path: string;
  readonly format: TableFormat;
}

export interface TableFileFlags {
  readonly to?: TableFile;
}

/** Adds the option of a list that can be written to a file, whole. */
export function withTableFileOption(command: Command): Command {
  return command.addOption(tableFileOption().conflicts(["csv", "limit", "all"]));
}

/** Where a list goes. No file is written over. */
export function tableFileOption(): Option {
  return new Option(
    "--to <file>",
    "write all that match to this new file, whose name says how: .csv, .xlsx (a spreadsheet) or .jsonl (JSON Lines)",
  ).argParser(readTableFile);
}

function readTableFile(text: string): TableFile {
  const format = tableFormat.safeParse(/\.([^.]+)$/u.exec(text)?.[1]?.toLowerCase());
  if (!format.success) throw new InvalidArgumentError("Its name does not end with .csv, .xlsx or .jsonl.");
  return { path: pathFromHere(text), format: format.data };
}

/** Write a list to the file. */
export async function exportList(
  book: OpenBook,
  { path, format }: TableFile,
  of: MethodInput<"exports.make">["of"],
): Promise<Outcome> {
  const value = await book.job("exports.make", { of, format, toPath: path }, "Exporting");
  return {
    ok: true,
    value,
    text: said("Wrote {count} {count|row|rows} to {path}.", { count: value.rowCount, path: value.path }),
  };
}

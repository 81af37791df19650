import { InvalidArgumentError, Option, type Command } from "commander";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** What a command says of how a file is read: of all else it is as is proposed. */
export interface ReadingFlags {
  readonly column?: readonly NamedColumn[];
  readonly sheet?: string;
  readonly decimal?: "." | ",";
  readonly dates?: "dmy" | "mdy";
}

/** What a column holds, and how the file calls it, or its number counted from 1. */
type NamedColumn = readonly [held: string, name: string];

/** @param fields what columns can hold; null where that depends on what the file holds, and is for the engine to say. */
export function withReadingOptions(command: Command, fields: readonly string[] | null): Command {
  const named = fields?.join(", ") ?? "the columns of docs/csv.md";
  return command
    .addOption(
      new Option("--column <field=name...>", `which column holds what (${named}), by its name or number`).argParser(
        (text: string, earlier?: readonly NamedColumn[]) => [...(earlier ?? []), namedColumn(text, fields)],
      ),
    )
    .option("--sheet <name>", "the table of a workbook; left out: its first")
    .addOption(new Option("--decimal <mark>", "what stands before the decimals of amounts").choices([".", ","]))
    .addOption(new Option("--dates <order>", "whether dates put the day or the month first").choices(["dmy", "mdy"]));
}

function namedColumn(text: string, fields: readonly string[] | null): NamedColumn {
  const [held = "", ...name] = text.split("=");
  const isKnown = fields === null ? held !== "" : fields.includes(held);
  if (isKnown && name.length > 0) return [held, name.join("=")];
  throw new InvalidArgumentError(
    fields === null
      ? "Write it like email=E-Mail."
      : `Write it like amount=Betrag; the fields are ${fields.join(", ")}.`,
  );
}

/**
 * Which columns were named, counted from 0, by what they hold.
 *
 * @throws AppError `invalid_input` where the file has no such column.
 */
export function namedColumns(header: readonly string[], { column = [] }: ReadingFlags): Record<string, number> {
  return Object.fromEntries(column.map(([held, name]) => [held, columnNamed(header, name)]));
}

function columnNamed(header: readonly string[], name: string): number {
  const named = header.indexOf(name);
  if (named >= 0) return named;
  const number = /^\d{1,3}$/u.test(name) ? Number(name) : 0;
  if (number >= 1 && number <= header.length) return number - 1;
  throw new AppError(
    "invalid_input",
    sentence('No column is called "{name}"; there are {columns}.', { name, columns: header }),
  );
}

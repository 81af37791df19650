import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { BatchChoices, BatchField } from "../../../shared/contract/batches.ts";
import { batchFields } from "../../../shared/contract/batches.ts";
import { searchKey } from "../../../shared/folding.ts";
import { cellText, type Cell, type SheetRow } from "./sheet.ts";

/** What people call the columns, the clearest name first. Compared as a search compares, without what is no letter. */
export const columnNames: Readonly<Record<BatchField, readonly string[]>> = {
  account: [
    "accountid",
    "account",
    "payerid",
    "userid",
    "organizationid",
    "organisationid",
    "orgid",
    "customerid",
    "email",
    "emailaddress",
    "customeremail",
    "slug",
    "customer",
    "user",
    "organization",
    "organisation",
    "company",
    "client",
    "id",
    "name",
    "konto",
    "kunde",
    "kundennummer",
    "compte",
    "cuenta",
    "cliente",
  ],
  amount: [
    "amount",
    "creditamount",
    "credit",
    "credits",
    "adjustment",
    "value",
    "sum",
    "total",
    "betrag",
    "summe",
    "montant",
    "importe",
    "importo",
    "bedrag",
    "valor",
  ],
  currency: ["currency", "currencycode", "ccy", "iso4217", "wahrung", "waehrung", "devise", "moneda", "valuta"],
  reason: ["reason", "reasoncode", "grund", "motif", "motivo"],
  note: ["note", "notes", "memo", "comment", "comments", "description", "text", "remark", "bemerkung", "notiz"],
  effectiveOn: [
    "effectiveon",
    "effective",
    "effectivedate",
    "effectivefrom",
    "validfrom",
    "startson",
    "startdate",
    "gultigab",
  ],
  expiresOn: [
    "expireson",
    "expires",
    "expiry",
    "expirydate",
    "expirationdate",
    "validuntil",
    "validto",
    "enddate",
    "gultigbis",
  ],
  countsOn: [
    "countson",
    "countsfor",
    "bookedon",
    "bookingdate",
    "posteddate",
    "postedon",
    "buchungsdatum",
    "buchungstag",
    "wertstellung",
  ],
  priority: ["priority", "prioritat"],
  category: ["category", "kind", "kategorie"],
};

/** What people call a column of what is taken, beside one of what is given. */
const takenNames: readonly string[] = ["debit", "debits", "debitamount", "withdrawal", "withdrawals", "soll", "debe"];
/** Names of an amount that hold half of them only where there is such a column. */
const givenNames: ReadonlySet<string> = new Set(["credit", "credits", "creditamount"]);

/** What a column says beside amounts that bear no sign: which of them are taken, and which are given. */
const takenWords: ReadonlySet<string> = new Set(["s", "soll", "d", "dr", "debit", "debe", "withdrawal", "belastung"]);
const givenWords: ReadonlySet<string> = new Set(["h", "haben", "c", "cr", "credit", "haber", "deposit", "gutschrift"]);

/** What stands before or around an amount that is taken, or behind it. */
const signOfTaken = /[-‐‒–−(]/u;

/**
 * @param rows the first of the file, without its names.
 * @param amountColumn the column of the amounts, where one is known.
 * @throws AppError `file_unreadable` where a column says which amounts are taken, and these bear no sign: read without it, they would be given.
 */
export function requireNoColumnOfSigns(
  header: readonly Cell[],
  rows: readonly SheetRow[],
  amountColumn: number | undefined,
): void {
  const texts = (index: number) => rows.flatMap((row) => ("cells" in row ? [cellText(row.cells[index])] : []));
  if (amountColumn !== undefined && texts(amountColumn).some((text) => signOfTaken.test(text))) return;
  const found = header.findIndex((_cell, index) => {
    const said = texts(index)
      .map(plainName)
      .filter((word) => word !== "");
    return (
      said.some((word) => takenWords.has(word)) && said.every((word) => takenWords.has(word) || givenWords.has(word))
    );
  });
  if (found < 0) return;
  const name = cellText(header[found]).trim();
  throw new AppError(
    "file_unreadable",
    sentence(
      'The column "{name}" says which amounts are taken. Write these below zero, or in brackets, and leave that column out.',
      { name },
    ),
  );
}

export const plainName = (text: string): string => searchKey(text).replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Whether a first row names columns: no cell of it is a number, a date or an e-mail address. */
export function looksLikeHeader(cells: readonly Cell[]): boolean {
  return cells.every(
    (cell) => typeof cell === "string" && !cell.includes("@") && !/^[\s(+−-]*\p{Sc}?\s*\d[\d.,'\s]*[)%]?$/u.test(cell),
  );
}

/** What tells files of the same form from others; null where they have no names. */
export function headerKey(cells: readonly Cell[]): string {
  return JSON.stringify(cells.map((cell) => plainName(cellText(cell))));
}

/**
 * What a file was read by, for one that has the same columns in another order.
 *
 * @param header of the file that was read, as {@link headerKey} wrote it.
 * @returns null where the columns are others, or two of them have one name.
 */
export function choicesInOrder(
  first: readonly Cell[],
  { header, choices }: { readonly header: string; readonly choices: BatchChoices },
): BatchChoices | null {
  const before = JSON.parse(header) as string[];
  const names = first.map((cell) => plainName(cellText(cell)));
  const isSame = names.length === before.length && new Set(names).size === names.length;
  if (!choices.hasHeader || !isSame || !before.every((name) => names.includes(name))) return null;
  const columns: Partial<Record<BatchField, number>> = {};
  for (const field of batchFields) {
    const index = choices.columns[field];
    if (index !== undefined) columns[field] = names.indexOf(before[index] ?? "");
  }
  return { ...choices, columns };
}

/**
 * Which column holds what, by the names of the columns, or by what stands in them where they have none.
 *
 * @throws AppError `file_unreadable` where two columns have the name of a field.
 */
export function proposeColumns(first: readonly Cell[], hasHeader: boolean): BatchChoices["columns"] {
  if (!hasHeader) return columnsByContent(first);
  const header = first.map((cell) => plainName(cellText(cell)));
  const taken = new Set<number>();
  const columns: Partial<Record<BatchField, number>> = {};
  // A file that has what it takes in another column is not read by half.
  const isByHalves = takenNames.some((name) => header.includes(name));
  for (const field of batchFields) {
    const index = columnNames[field]
      .filter((name) => !(isByHalves && givenNames.has(name)))
      .map((name) => header.indexOf(name))
      .find((found) => found >= 0 && !taken.has(found));
    if (index === undefined) continue;
    if (header.lastIndexOf(header[index] ?? "") !== index) {
      const name = cellText(first[index] ?? "").trim();
      throw new AppError(
        "file_unreadable",
        sentence(
          'Two columns are called "{name}". Call one of them by another name, so that it is clear which is meant.',
          { name },
        ),
      );
    }
    columns[field] = index;
    taken.add(index);
  }
  return columns;
}

function columnsByContent(cells: readonly Cell[]): BatchChoices["columns"] {
  const amount = cells.findIndex(
    (cell) => typeof cell === "object" || (/\d/u.test(cell) && !/\p{L}{4}|@|_/u.test(cell)),
  );
  const account = cells.findIndex((cell, index) => index !== amount && cellText(cell).trim() !== "");
  return { ...(account >= 0 && { account }), ...(amount >= 0 && { amount }) };
}

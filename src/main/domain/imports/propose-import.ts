import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../shared/contract/imports.ts";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import { columnNames, plainName } from "../batches/propose-choices.ts";
import { cellText, type Cell } from "../batches/sheet.ts";
import { importColumns, missingColumns } from "./columns.ts";
import { mappings, recogniseMapping } from "./ready-mappings.ts";

/** What people call columns beside their own names, the clearest first; compared as a search compares. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  account: columnNames.account,
  account_id: columnNames.account,
  amount: columnNames.amount,
  currency: columnNames.currency,
  note: columnNames.note,
  reason: columnNames.reason,
  effective_on: columnNames.effectiveOn,
  expires_on: columnNames.expiresOn,
  priority: columnNames.priority,
  category: columnNames.category,
  id: ["id", "userid", "organizationid", "organisationid", "orgid", "accountid", "customerid"],
  name: ["fullname", "displayname", "customername", "company", "companyname", "organization", "firma", "nom", "nombre"],
  email: ["emailaddress", "mail", "customeremail", "correo"],
  slug: ["handle", "shortname"],
  time_zone: ["timezone", "tz", "zeitzone"],
  tax_rate_percent: ["taxrate", "vatrate", "taxpercent", "steuersatz"],
  billing_address: ["address", "billingaddress", "adresse", "anschrift", "direccion"],
  billing_name: ["legalname", "billingname", "invoicename"],
  tax_numbers: ["taxid", "taxids", "taxnumber", "vat", "vatid", "vatnumber", "ustid", "ustidnr", "nif"],
  payment_method: ["paymentmethod"],
  created_on: ["created", "createdat", "since", "customersince", "signupdate", "signedup"],
  plan: ["planslug", "product"],
  period: ["interval", "billingperiod"],
  start_on: ["startdate", "started", "startson", "begin"],
  seats: ["quantity", "licences", "licenses"],
  monthly_fee: ["monthlyprice", "price"],
  annual_monthly_fee: ["annualprice"],
};

export interface ProposedImport {
  /** Null where the columns fit no kind. */
  readonly kind: ImportFileKind | null;
  readonly choices: ImportChoices;
}

const nothingChosen: ImportChoices = { sheet: null, mapping: null, columns: {}, decimal: null, dateOrder: null };

/**
 * What a file holds and how it is read, by the names of its columns.
 *
 * @param kind what it holds where that is known.
 */
export function proposeImport(header: readonly Cell[], kind: ImportFileKind | null): ProposedImport {
  const mapping = recogniseMapping(header);
  if (mapping !== null) {
    const { kinds } = mappings[mapping];
    if (kind === null || kinds.includes(kind)) {
      return { kind: kind ?? kinds[0] ?? null, choices: { ...nothingChosen, mapping } };
    }
  }
  const names = header.map((cell) => plainName(cellText(cell)));
  const found = (kind === null ? importFileKinds : [kind])
    .map((each) => ({ kind: each, columns: columnsOf(each, names) }))
    .filter(
      ({ kind: each, columns }) => kind !== null || missingColumns(each, Object.keys(columns), false).length === 0,
    )
    .toSorted((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length);
  const [best] = found;
  return { kind: kind ?? best?.kind ?? null, choices: { ...nothingChosen, columns: best?.columns ?? {} } };
}

function columnsOf(kind: ImportFileKind, names: readonly string[]): Record<string, number> {
  const taken = new Set<number>();
  const columns: Record<string, number> = {};
  const known = importColumns[kind];
  // A column's own name comes before what another one might be called.
  for (const isOwnName of [true, false]) {
    for (const { name, exportedAs } of known) {
      const isSaid = [name, exportedAs, known.find((other) => other.exportedAs === name)?.name].some(
        (each) => each !== undefined && each in columns,
      );
      if (isSaid) continue;
      const wanted = isOwnName ? [plainName(name)] : (otherNames[name] ?? []);
      const index = wanted.map((each) => names.indexOf(each)).find((each) => each >= 0 && !taken.has(each));
      if (index === undefined) continue;
      columns[name] = index;
      taken.add(index);
    }
  }
  return columns;
}

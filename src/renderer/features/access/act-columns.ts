import type { AuditEntry } from "../../../shared/contract/audit.ts";
import type { ListColumn } from "../../components/list/list-column.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import { recordName, valueText } from "./act-values.ts";
import { actName, auditText, fieldName, isIdField } from "./audit-text.ts";

const words = auditText.columns;

/** What an act is about: the account, the record by its name, or by its id where the act does not say the name. */
function aboutText(act: AuditEntry, operatorNames: ReadonlyMap<string, string>, timeZone: string): string {
  const { accountName, subjectId } = act;
  if (accountName !== null) return accountName;
  if (subjectId === null) return particulars(act, timeZone);
  return recordName(act) ?? operatorNames.get(subjectId) ?? subjectId;
}

/** Of an act that is about no record with an id: which settings it changed, or what it says of itself, its ids only where there is nothing else. */
function particulars({ subject, before, after }: AuditEntry, timeZone: string): string {
  const fields = Object.entries({ ...before, ...after });
  if (subject !== null) return fields.map(([name]) => fieldName(name)).join(", ");
  const texts = fields.filter(([, value]) => typeof value === "string");
  const said = texts.filter(([name]) => !isIdField(name));
  const shown = said.length > 0 ? said : texts;
  // Only texts are said here, none of them an amount or a reason.
  const telling = { timeZone, amountText: String, reasonName: String };
  return shown.map(([name, value]) => valueText({ subject, currency: null }, name, value, telling)).join(", ");
}

/**
 * @param operatorNames what operators are called, by their ids.
 * @param timeZone in which moments are shown.
 */
export function actListColumns(
  operatorNames: ReadonlyMap<string, string>,
  timeZone: string,
): readonly ListColumn<AuditEntry>[] {
  return [
    {
      id: "when",
      kind: "moment",
      title: words.when,
      timeZone,
      atMs: ({ atMs }) => atMs,
    },
    {
      id: "what",
      kind: "text",
      title: words.what,
      isLead: true,
      minimumWidth: 180,
      growth: 2,
      text: ({ act }) => actName(act),
    },
    {
      id: "to",
      kind: "text",
      title: words.to,
      minimumWidth: 140,
      growth: 2,
      text: (act) => aboutText(act, operatorNames, timeZone),
    },
    { id: "who", kind: "text", title: words.who, minimumWidth: 124, growth: 1, text: ({ operator }) => operator },
    {
      id: "door",
      kind: "text",
      title: words.door,
      minimumWidth: 150,
      growth: 1,
      text: ({ origin }) => ledgerText.origins[origin],
    },
  ];
}

import type { AuditEntry } from "../../../shared/contract/audit.ts";
import { momentText } from "../../components/date-text.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { ledgerText } from "../ledger/ledger-text.ts";
import { actName, auditText, fieldName } from "./audit-text.ts";

const words = auditText.columns;

/** Of an act that is about no record with an id: which settings it changed, or what it says of itself. */
function particulars({ subject, before, after }: AuditEntry): string {
  const fields = Object.entries({ ...before, ...after });
  if (subject !== null) return fields.map(([name]) => fieldName(name)).join(", ");
  return fields.flatMap(([, value]) => (typeof value === "string" ? [value] : [])).join(", ");
}

/** @param timeZone in which moments are shown. */
export function actListColumns(timeZone: string): readonly ListColumn<AuditEntry>[] {
  return [
    {
      id: "when",
      kind: "text",
      title: words.when,
      minimumWidth: 250,
      growth: 0,
      text: ({ atMs }) => momentText(atMs, timeZone),
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
      text: (act) => act.accountName ?? act.subjectId ?? particulars(act),
    },
    { id: "who", kind: "text", title: words.who, minimumWidth: 110, growth: 1, text: ({ operator }) => operator },
    {
      id: "door",
      kind: "text",
      title: words.door,
      minimumWidth: 190,
      growth: 1,
      text: ({ origin }) => ledgerText.origins[origin],
    },
  ];
}

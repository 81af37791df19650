import { useMemo } from "react";
import type { LinkedStatementView } from "../../../shared/contract/link.ts";
import { linkedAccountName } from "../../../shared/exports/link-columns.ts";
import type { ListColumn } from "../../components/list/list-column.ts";
import { useBook } from "../../foundation/book.ts";
import { callEngine } from "../../foundation/engine.ts";
import { goTo } from "../../foundation/router.ts";
import { cursorSource } from "./cursor-source.ts";
import { NarrowedList } from "./narrowed-list.tsx";
import { outboxText } from "./outbox-text.ts";

const words = outboxText.statements;

const sourceOf = (isUnsettled: boolean) =>
  cursorSource("link.statements", (place) => callEngine("link.statements", { isUnsettled, ...place }));

const exportedOf = (isUnsettled: boolean) => ({ list: "linked_statements" as const, isUnsettled });

/** Statements of the upstream that used credit or still may, newest first, and how much of that the balance here has taken in. */
export function UpstreamStatementList() {
  const { timeZone } = useBook();
  const columns = useMemo(() => statementColumns(timeZone), [timeZone]);
  return (
    <NarrowedList
      id="upstream-statements"
      label={words.label}
      narrowing={{ id: "unsettled", question: words.which, answer: words.onlyUnsettled }}
      sourceOf={sourceOf}
      columns={columns}
      exportedOf={exportedOf}
      onOpen={openStatement}
      nothing={{ title: words.emptyTitle, text: words.empty }}
      nothingNarrowed={{ title: words.allSettledTitle, text: words.allSettled }}
    />
  );
}

/** The entry that took it in, or else the account's entries. */
function openStatement({ entryId, accountId }: LinkedStatementView): void {
  if (entryId !== null) goTo({ screen: "entry", entryId });
  else if (accountId !== null) goTo({ screen: "account", accountId, tab: "ledger" });
}

function statementColumns(timeZone: string): readonly ListColumn<LinkedStatementView>[] {
  const { columns } = words;
  return [
    {
      id: "account",
      kind: "text",
      title: columns.account,
      isLead: true,
      minimumWidth: 140,
      growth: 2,
      text: linkedAccountName,
    },
    { id: "at", kind: "moment", title: columns.at, timeZone, atMs: ({ atMs }) => atMs },
    { id: "state", kind: "state", title: columns.state, state: ({ status }) => words.states[status] },
    {
      id: "total",
      kind: "money",
      title: columns.total,
      money: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    },
    {
      id: "applied",
      kind: "money",
      title: columns.applied,
      money: ({ appliedMinor, currency }) => ({ amountMinor: appliedMinor, currency }),
    },
    {
      id: "settled",
      kind: "money",
      title: columns.settled,
      isStrong: true,
      money: ({ settledMinor, currency }) => ({ amountMinor: settledMinor, currency }),
    },
    {
      id: "id",
      kind: "text",
      title: columns.id,
      isHiddenAtFirst: true,
      minimumWidth: 120,
      growth: 1,
      text: ({ upstreamId }) => upstreamId,
    },
  ];
}

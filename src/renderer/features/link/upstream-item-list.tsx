import { useMemo } from "react";
import type { LinkedItemView } from "../../../shared/contract/link.ts";
import { linkedAccountName } from "../../../shared/exports/link-columns.ts";
import type { ListColumn } from "../../components/list/list-column.ts";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { callEngine } from "../../foundation/engine.ts";
import { goTo } from "../../foundation/router.ts";
import { cursorSource } from "./cursor-source.ts";
import { NarrowedList } from "./narrowed-list.tsx";
import { outboxText } from "./outbox-text.ts";
import { whyColumn } from "./why-column.ts";

const words = outboxText.items;

const sourceOf = (hasProblem: boolean) =>
  cursorSource("link.items", (place) => callEngine("link.items", { hasProblem, ...place }));

const exportedOf = (hasProblem: boolean) => ({ list: "linked_items" as const, hasProblem });

/** What the upstream bills, with the account here, and why its subscription is another one here where it is. */
export function UpstreamItemList() {
  const { timeZone } = useBook();
  const columns = useMemo(() => itemColumns(timeZone), [timeZone]);
  return (
    <NarrowedList
      id="upstream-items"
      label={words.label}
      narrowing={{ id: "problem", question: words.which, answer: words.onlyProblems }}
      sourceOf={sourceOf}
      columns={columns}
      exportedOf={exportedOf}
      onOpen={openAccount}
      nothing={{ title: words.emptyTitle, text: words.empty }}
      nothingNarrowed={{ title: words.noProblemTitle, text: words.noProblem }}
    />
  );
}

function openAccount({ accountId }: LinkedItemView): void {
  if (accountId !== null) goTo({ screen: "account", accountId, tab: "overview" });
}

function itemColumns(timeZone: string): readonly ListColumn<LinkedItemView>[] {
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
    { id: "plan", kind: "text", title: columns.plan, minimumWidth: 100, growth: 1.5, text: ({ planName }) => planName },
    { id: "state", kind: "state", title: columns.state, state: ({ status }) => words.states[status] },
    {
      id: "period",
      kind: "text",
      title: columns.period,
      minimumWidth: 90,
      growth: 0.5,
      text: ({ period, isTrial }) => (isTrial ? words.trial : words.periods[period]),
    },
    {
      id: "seats",
      kind: "text",
      title: columns.seats,
      minimumWidth: 60,
      growth: 0.5,
      text: ({ seats }) => (seats === null ? null : countText(seats)),
    },
    { id: "until", kind: "moment", title: columns.until, timeZone, atMs: ({ periodEndMs }) => periodEndMs },
    whyColumn(columns.why),
  ];
}

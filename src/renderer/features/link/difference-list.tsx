import { useState } from "react";
import type { Difference } from "../../../shared/contract/link.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import { useDataList } from "../../components/list/use-data-list.ts";
import { useMoneyText } from "../../components/money.tsx";
import { useBook } from "../../foundation/book.ts";
import { callEngine } from "../../foundation/engine.ts";
import { cursorSource } from "./cursor-source.ts";
import { outboxText } from "./outbox-text.ts";
import { SettleDifferenceDialog } from "./settle-difference-dialog.tsx";

const words = outboxText.differences;
const nothing = () => undefined;

/** Accounts whose credit is another one here than at the upstream; Enter shows the entry that settles it. */
export function DifferenceList() {
  const { timeZone } = useBook();
  const moneyText = useMoneyText();
  const columns = differenceColumns(timeZone, moneyText);
  const list = useDataList({ id: "differences", columns, source });
  const [settling, setSettling] = useState<Difference | null>(null);
  return (
    <>
      <ListFrame
        heading={null}
        bar={<ListBar list={list} filters={[]} onClear={nothing} exported={{ list: "differences" }} />}
      >
        <DataList<Difference>
          list={list}
          placeKey="differences"
          label={words.label}
          rowIdOf={({ accountId }) => accountId}
          onOpen={setSettling}
          empty={<EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
        />
      </ListFrame>
      {settling && <SettleDifferenceDialog difference={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

/** As far as it is known here. */
function whyText({ isKept, explanation, currency }: Difference, moneyText: MoneyText): string {
  const known = [
    ...(isKept ? [words.kept] : []),
    ...(explanation
      ? [
          words.statements(
            explanation.statementCount,
            explanation.restMinor === 0 ? null : moneyText(explanation.restMinor, currency, true),
          ),
        ]
      : []),
  ];
  return known.length === 0 ? words.changedThere : known.join("; ");
}

type MoneyText = ReturnType<typeof useMoneyText>;

function differenceColumns(timeZone: string, moneyText: MoneyText): readonly ListColumn<Difference>[] {
  const { columns } = words;
  return [
    {
      id: "account",
      kind: "text",
      title: columns.account,
      isLead: true,
      minimumWidth: 140,
      growth: 2,
      text: ({ accountName }) => accountName,
      place: ({ accountId }) => ({ screen: "account", accountId, tab: "ledger" }),
    },
    {
      id: "here",
      kind: "money",
      title: columns.here,
      noAmount: words.none,
      money: ({ hereMinor, currency }) => ({ amountMinor: hereMinor, currency }),
    },
    {
      id: "there",
      kind: "money",
      title: columns.there,
      noAmount: words.none,
      money: ({ thereMinor, currency }) => ({ amountMinor: thereMinor, currency }),
    },
    {
      id: "difference",
      kind: "money",
      title: columns.difference,
      showsPlus: true,
      isStrong: true,
      money: ({ differenceMinor, currency }) => ({ amountMinor: differenceMinor, currency }),
    },
    {
      id: "why",
      kind: "text",
      title: columns.why,
      minimumWidth: 200,
      growth: 2,
      text: (row) => whyText(row, moneyText),
    },
    { id: "read", kind: "moment", title: columns.read, timeZone, atMs: ({ readAtMs }) => readAtMs },
  ];
}

const source = cursorSource("link.differences", (place) => callEngine("link.differences", place));

import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { DateText } from "../../components/date-text.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { countText } from "../../foundation/count-text.ts";
import { reasonText } from "../../foundation/reason-names.ts";
import { ShortenedText } from "../../components/shortened-text.tsx";
import { UpstreamMark } from "../link/upstream-mark.tsx";
import { ledgerText } from "../ledger/ledger-text.ts";
import type { TableColumn } from "./report-table.tsx";
import classes from "./reports.module.css";
import { reportsText as words } from "./reports-text.ts";

/** A name that may be long, on one line. */
export function Name({ text }: { readonly text: string }) {
  return (
    <span className={classes.name}>
      <ShortenedText text={text} />
    </span>
  );
}

/** Sentences that may be long, from their beginning on; all of them stand in the tooltip. */
export function Note({ text }: { readonly text: string | null }) {
  return text === null ? null : (
    <span className={`${classes.name} ${classes.note}`} title={text}>
      {text}
    </span>
  );
}

/** Whose it is. */
export function AccountLink({ accountId, accountName }: { readonly accountId: string; readonly accountName: string }) {
  return (
    <PlaceLink size="sm" to={{ screen: "account", accountId, tab: "ledger" }}>
      <Name text={accountName} />
    </PlaceLink>
  );
}

/** Entries that a sum is made of. The amount is before the words, so that it is in sight on a narrow window too. */
export const entryColumns: readonly TableColumn<LedgerRow>[] = [
  {
    title: words.columns.entry,
    cell: ({ id, sequence }) => (
      <PlaceLink size="sm" to={{ screen: "entry", entryId: id }}>
        {words.entryNumber(countText(sequence))}
      </PlaceLink>
    ),
  },
  { title: words.columns.effective, cell: ({ effectiveOn }) => <DateText on={effectiveOn} /> },
  { title: words.columns.account, cell: (row) => <AccountLink {...row} /> },
  {
    title: words.columns.source,
    cell: (row) => (
      <>
        {ledgerText.sources[row.sourceType]} <UpstreamMark entry={row} />
      </>
    ),
  },
  {
    title: words.columns.amount,
    isFigure: true,
    cell: ({ amountMinor, currency }) => <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />,
  },
  { title: words.columns.reason, cell: ({ reasonName }) => reasonText(reasonName) },
  { title: words.columns.note, cell: ({ note }) => <Note text={note} /> },
  { title: words.columns.operator, cell: ({ operator }) => <Name text={operator} /> },
];

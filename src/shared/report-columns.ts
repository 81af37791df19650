import type {
  AgedBlock,
  AgedInvoice,
  AnomalyRow,
  BlockRow,
  CollectionItem,
  CollectionRow,
  CreditAgeingRow,
  ExpiringCreditRow,
  InvoiceAgeingRow,
  ReceiverRow,
  RevenueLine,
  RevenueRow,
  RollForwardRow,
} from "./contract/reports.ts";
import { exportedAmount, type ExportColumn } from "./exports/column.ts";

/** A column of a report: what its file calls it, and what stands in it. The command line, the desk and their files have the same ones. */
export interface ReportColumn<Row> extends ExportColumn<Row> {
  readonly kind: "text" | "day" | "count" | "money";
}

interface InCurrency {
  readonly currency: string;
}

const text = <Row>(name: string, value: (row: Row) => string | null): ReportColumn<Row> => ({
  name,
  kind: "text",
  value,
});
const day = <Row>(name: string, value: (row: Row) => string | null): ReportColumn<Row> => ({
  name,
  kind: "day",
  value,
});
const count = <Row>(name: string, value: (row: Row) => number): ReportColumn<Row> => ({ name, kind: "count", value });
const money = <Row extends InCurrency>(name: string, value: (row: Row) => number): ReportColumn<Row> => ({
  kind: "money",
  ...exportedAmount(name, value),
});

const account = <Row extends { readonly accountId: string; readonly accountName: string }>() => [
  text<Row>("account", ({ accountName }) => accountName),
  text<Row>("account_id", ({ accountId }) => accountId),
];
const currency = <Row extends InCurrency>() => text<Row>("currency", (row) => row.currency);
const from = <Row extends { readonly fromOn: string }>() => day<Row>("from", ({ fromOn }) => fromOn);
const through = <Row extends { readonly throughOn: string }>() => day<Row>("through", ({ throughOn }) => throughOn);

export const rollForwardColumns: readonly ReportColumn<RollForwardRow>[] = [
  currency(),
  from(),
  through(),
  money("opening", ({ openingMinor }) => openingMinor),
  money("granted", ({ grantedMinor }) => grantedMinor),
  money("applied", ({ appliedMinor }) => appliedMinor),
  money("expired", ({ expiredMinor }) => expiredMinor),
  money("removed", ({ removedMinor }) => removedMinor),
  money("reversed", ({ reversedMinor }) => reversedMinor),
  money("transferred", ({ transferredMinor }) => transferredMinor),
  money("closing", ({ closingMinor }) => closingMinor),
];

/** A line of the roll-forward's detail, with the month that it is of. */
export type RollForwardMovement = RollForwardRow["movements"][number] &
  Pick<RollForwardRow, "currency" | "fromOn" | "throughOn">;

/** What the terms of a roll-forward are the sums of. */
export function rollForwardMovements(rows: readonly RollForwardRow[]): RollForwardMovement[] {
  return rows.flatMap(({ movements, currency: code, fromOn, throughOn }) =>
    movements.map((movement) => ({ ...movement, currency: code, fromOn, throughOn })),
  );
}

export const movementColumns: readonly ReportColumn<RollForwardMovement>[] = [
  currency(),
  from(),
  through(),
  text("source", ({ sourceType }) => sourceType),
  text("reason_code", ({ reasonCode }) => reasonCode),
  text("reason", ({ reasonName }) => reasonName),
  count("entries", ({ entryCount }) => entryCount),
  money("amount", ({ amountMinor }) => amountMinor),
];

export const invoiceAgeingColumns: readonly ReportColumn<InvoiceAgeingRow>[] = [
  currency(),
  text("age", ({ age }) => age),
  count("invoices", ({ invoiceCount }) => invoiceCount),
  money("outstanding", ({ outstandingMinor }) => outstandingMinor),
];

export const agedInvoiceColumns: readonly ReportColumn<AgedInvoice>[] = [
  text("invoice", ({ invoiceNumber }) => invoiceNumber),
  ...account<AgedInvoice>(),
  day("issued", ({ issuedOn }) => issuedOn),
  day("due", ({ dueOn }) => dueOn),
  count("days_past_due", ({ daysPastDue }) => daysPastDue),
  text("age", ({ age }) => age),
  currency(),
  money("total", ({ totalMinor }) => totalMinor),
  money("outstanding", ({ outstandingMinor }) => outstandingMinor),
];

export const creditAgeingColumns: readonly ReportColumn<CreditAgeingRow>[] = [
  currency(),
  text("age", ({ age }) => age),
  count("blocks", ({ blockCount }) => blockCount),
  money("left", ({ remainingMinor }) => remainingMinor),
];

export const blockColumns: readonly ReportColumn<BlockRow>[] = [
  ...account<BlockRow>(),
  text("block_id", ({ blockId }) => blockId),
  text("entry_id", ({ entryId }) => entryId),
  text("category", ({ category }) => category),
  day("effective", ({ effectiveOn }) => effectiveOn),
  day("expires", ({ expiresOn }) => expiresOn),
  currency(),
  money("left", ({ remainingMinor }) => remainingMinor),
];

export const agedBlockColumns: readonly ReportColumn<AgedBlock>[] = [
  ...blockColumns,
  count("age_days", ({ ageDays }) => ageDays),
  text("age", ({ age }) => age),
];

export const expiringCreditColumns: readonly ReportColumn<ExpiringCreditRow>[] = [
  currency(),
  from(),
  through(),
  count("blocks", ({ blockCount }) => blockCount),
  money("left", ({ remainingMinor }) => remainingMinor),
];

export const receiverColumns: readonly ReportColumn<ReceiverRow>[] = [
  ...account<ReceiverRow>(),
  currency(),
  count("entries", ({ entryCount }) => entryCount),
  money("given", ({ givenMinor }) => givenMinor),
  money("reversed", ({ reversedMinor }) => reversedMinor),
  money("received", ({ receivedMinor }) => receivedMinor),
];

export const revenueColumns: readonly ReportColumn<RevenueRow>[] = [
  currency(),
  from(),
  through(),
  text("plan", ({ planName }) => planName),
  text("plan_id", ({ planId }) => planId),
  money("invoiced", ({ invoicedMinor }) => invoicedMinor),
  money("credited", ({ creditedMinor }) => creditedMinor),
  money("voided", ({ voidedMinor }) => voidedMinor),
  money("revenue", ({ revenueMinor }) => revenueMinor),
];

export const revenueLineColumns: readonly ReportColumn<RevenueLine>[] = [
  day("date", ({ on }) => on),
  text("kind", ({ kind }) => kind),
  text("invoice", ({ invoiceNumber }) => invoiceNumber),
  text("credit_note", ({ creditNoteNumber }) => creditNoteNumber),
  ...account<RevenueLine>(),
  text("plan", ({ planName }) => planName),
  text("description", ({ description }) => description),
  currency(),
  money("amount", ({ amountMinor }) => amountMinor),
];

export const collectionColumns: readonly ReportColumn<CollectionRow>[] = [
  currency(),
  from(),
  through(),
  money("collected", ({ collectedMinor }) => collectedMinor),
  money("taken_back", ({ takenBackMinor }) => takenBackMinor),
  money("refunded", ({ refundedMinor }) => refundedMinor),
  count("failures", ({ failedCount }) => failedCount),
  money("failed", ({ failedMinor }) => failedMinor),
  money("written_off", ({ writtenOffMinor }) => writtenOffMinor),
];

export const collectionItemColumns: readonly ReportColumn<CollectionItem>[] = [
  day("date", ({ on }) => on),
  text("kind", ({ kind }) => kind),
  text("invoice", ({ invoiceNumber }) => invoiceNumber),
  ...account<CollectionItem>(),
  text("detail", ({ detail }) => detail),
  currency(),
  money("amount", ({ amountMinor }) => amountMinor),
];

export const anomalyColumns: readonly ReportColumn<AnomalyRow>[] = [
  count("sequence", ({ sequence }) => sequence),
  day("effective", ({ effectiveOn }) => effectiveOn),
  text("recorded", ({ createdAtMs }) => new Date(createdAtMs).toISOString()),
  ...account<AnomalyRow>(),
  text("source", ({ sourceType }) => sourceType),
  text("reason", ({ reasonName }) => reasonName),
  text("note", ({ note }) => note),
  text("operator", ({ operator }) => operator),
  currency(),
  money("amount", ({ amountMinor }) => amountMinor),
  text("related_entry", ({ relatedSequence }) => (relatedSequence === null ? null : String(relatedSequence))),
];

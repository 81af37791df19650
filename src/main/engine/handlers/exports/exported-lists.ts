import type { ExportedListName, ExportedListOf } from "../../../../shared/contract/exports.ts";
import { apiKeyColumns, limitColumns, operatorColumns } from "../../../../shared/exports/access-columns.ts";
import { accountColumns } from "../../../../shared/exports/account-columns.ts";
import { actColumns, apiCallColumns } from "../../../../shared/exports/act-columns.ts";
import { approvalColumns } from "../../../../shared/exports/approval-columns.ts";
import { batchColumns, batchRowColumns } from "../../../../shared/exports/batch-columns.ts";
import {
  discountColumns,
  planColumns,
  priceColumns,
  taxRateColumns,
} from "../../../../shared/exports/catalog-columns.ts";
import type { ExportColumn } from "../../../../shared/exports/column.ts";
import { entryColumns, entryProofColumns } from "../../../../shared/exports/entry-columns.ts";
import { invoiceColumns } from "../../../../shared/exports/invoice-columns.ts";
import {
  differenceColumns,
  linkedAccountColumns,
  linkedItemColumns,
  linkedPlanColumns,
  linkedStatementColumns,
  outboxColumns,
} from "../../../../shared/exports/link-columns.ts";
import { closingColumns } from "../../../../shared/exports/period-columns.ts";
import { rowsOfReport, runColumns, runReportColumns } from "../../../../shared/exports/run-columns.ts";
import { webhookColumns, webhookDeliveryColumns } from "../../../../shared/exports/webhook-columns.ts";
import {
  agedBlockColumns,
  agedInvoiceColumns,
  anomalyColumns,
  blockColumns,
  collectionColumns,
  collectionItemColumns,
  creditAgeingColumns,
  expiringCreditColumns,
  invoiceAgeingColumns,
  movementColumns,
  rollForwardMovements,
  receiverColumns,
  revenueColumns,
  revenueLineColumns,
  rollForwardColumns,
} from "../../../../shared/report-columns.ts";
import { listApiCalls } from "../../../storage/access/api-call-store.ts";
import { listActs } from "../../../storage/access/audit-store.ts";
import { listAccounts } from "../../../storage/accounts/account-list.ts";
import { listBatches } from "../../../storage/batches/batch-store.ts";
import { listBillingRuns, listProblemsAfter } from "../../../storage/billing/billing-run-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { RowTotal } from "../../../storage/count-rows.ts";
import { listCreditNotesFrom } from "../../../storage/invoices/credit-note-list.ts";
import { listInvoices } from "../../../storage/invoices/invoice-list.ts";
import { listLedger } from "../../../storage/ledger/ledger-list.ts";
import { listDifferences } from "../../../storage/link/difference-store.ts";
import { listLinkedAccounts } from "../../../storage/link/linked-account-store.ts";
import { listLinkedItems } from "../../../storage/link/linked-item-store.ts";
import { listLinkedPlans } from "../../../storage/link/linked-plan-store.ts";
import { listLinkedStatements } from "../../../storage/link/linked-statement-store.ts";
import { listOutbox } from "../../../storage/link/outbox-store.ts";
import { listSubscriptions } from "../../../storage/subscriptions/subscription-list.ts";
import { listPaymentsAfter } from "../../../storage/payments/payment-list.ts";
import { listDeliveries } from "../../../storage/webhooks/webhook-delivery-store.ts";
import type { QueryContext } from "../../handler.ts";
import { apiKeyHandlers } from "../access/api-keys.ts";
import { toExportedAct } from "../access/audit.ts";
import { limitHandlers } from "../access/limits.ts";
import { operatorHandlers } from "../access/operators.ts";
import { importableFields } from "../accounts/accounts.ts";
import { approvalHandlers } from "../approvals/approvals.ts";
import { batchHandlers } from "../batches/batches.ts";
import { entryProof, movementsOf } from "../ledger/ledger.ts";
import { requireLink } from "../link/requires-link.ts";
import { periodHandlers } from "../periods/periods.ts";
import { discountHandlers } from "../plans/discounts.ts";
import { planHandlers } from "../plans/plans.ts";
import { priceHandlers } from "../plans/prices.ts";
import { taxRateHandlers } from "../plans/tax-rates.ts";
import { activityHandlers } from "../reports/activity-reports.ts";
import { ageingHandlers } from "../reports/ageing-reports.ts";
import { moneyHandlers } from "../reports/money-reports.ts";
import { rollForwardHandlers } from "../reports/roll-forward-report.ts";
import { requireAccount, requireRun } from "../require.ts";
import { webhookHandlers } from "../webhooks/webhooks.ts";
import { toSubscriptionRow } from "../subscriptions/subscription-view.ts";
import { creditNoteColumns, paymentColumns, runProblemColumns, subscriptionColumns } from "./record-columns.ts";
import { tableOf, type ExportedTable } from "./write-table.ts";

/** A list with what chooses its rows, as a table. Each page is read where the one before ended. */
type ListReader<Name extends ExportedListName> = (context: QueryContext, input: ExportedListOf<Name>) => ExportedTable;

/** So many rows are read at a time: counting what matches, which comes with a page, is then little of the work. */
const rowsPerPage = 2000;

/** Every list that can be exported. */
export const exportedLists: { readonly [Name in ExportedListName]: ListReader<Name> } = {
  accounts: (context, { list: _list, ...input }) => {
    const { book } = context;
    return table(accountColumns, (after: string | null) => {
      const { rows, nextCursor, total } = listAccounts(book, { ...input, after, skip: 0, limit: rowsPerPage }, context);
      return { rows: rows.map((row) => ({ ...row, ...importableFields(book, row.id) })), next: nextCursor, total };
    });
  },

  ledger: ({ book, settings }, { list: _list, ...input }) => {
    requireListedAccount(book, input.accountId);
    return table([...entryColumns, ...entryProofColumns], (beforeSequence: number | null) => {
      const place = { beforeSequence, skip: 0, limit: rowsPerPage };
      const { rows, nextBeforeSequence, total } = listLedger(book, { ...input, ...place }, settings.timeZone);
      const exported = rows.map((row) => ({ ...row, movements: movementsOf(book, row), ...entryProof(book, row) }));
      return { rows: exported, next: nextBeforeSequence, total };
    });
  },

  invoices: ({ book, today }, { list: _list, ...input }) => {
    requireListedAccount(book, input.accountId);
    if (input.billingRunId !== null) requireRun(book, input.billingRunId);
    return table(invoiceColumns, (after: string | null) => {
      const { rows, nextCursor, total } = listInvoices(book, { ...input, after, skip: 0, limit: rowsPerPage }, today);
      return { rows, next: nextCursor, total };
    });
  },

  subscriptions: ({ book, today }, { list: _list, ...input }) =>
    table(subscriptionColumns, (after: string | null) => {
      const page = listSubscriptions(book, { ...input, after, skip: 0, limit: rowsPerPage }, today);
      return { rows: page.rows.map((row) => toSubscriptionRow(row, today)), next: page.nextCursor, total: page.total };
    }),

  payments: ({ book }) =>
    table(paymentColumns, (after: number | null) => {
      const rows = listPaymentsAfter(book, after ?? 0, rowsPerPage);
      return { rows, next: nextAfter(rows, ({ number }) => number), total: null };
    }),

  credit_notes: ({ book }) =>
    table(creditNoteColumns, (from: number | null) => {
      const rows = listCreditNotesFrom(book, from ?? 1, rowsPerPage);
      return { rows, next: nextAfter(rows, () => (from ?? 1) + rows.length), total: null };
    }),

  run_problems: ({ book }, { runId }) => {
    const { problemCount } = requireRun(book, runId);
    return table(runProblemColumns, (after: string | null) => {
      const rows = listProblemsAfter(book, runId, after ?? "", rowsPerPage);
      return {
        rows,
        next: nextAfter(rows, ({ accountId }) => accountId),
        total: { count: problemCount, isExact: true },
      };
    });
  },

  billing_run: ({ book }, { runId }) => {
    const run = requireRun(book, runId);
    const total = { count: run.totals.length + run.problemCount, isExact: true };
    return table(runReportColumns, (after: string | null) => {
      const problems = listProblemsAfter(book, runId, after ?? "", rowsPerPage);
      const totals = after === null ? run.totals : [];
      const rows = rowsOfReport({ ...run, totals }, problems, runId);
      return { rows, next: nextAfter(problems, ({ accountId }) => accountId), total };
    });
  },

  batch_rows: (context, { list: _list, ...input }) =>
    table(batchRowColumns, (afterPosition: number | null) => {
      const page = { afterPosition: afterPosition ?? 0, limit: rowsPerPage };
      const { rows, nextAfterPosition, total } = batchHandlers["batches.rows"](context, { ...input, ...page });
      return { rows, next: nextAfterPosition, total };
    }),

  acts: ({ book, settings }, { list: _list, ...input }) => {
    requireListedAccount(book, input.accountId);
    return table(actColumns, (beforeSequence: number | null) => {
      const { rows, total } = listActs(book, { ...input, beforeSequence, limit: rowsPerPage }, settings.timeZone);
      return { rows: rows.map(toExportedAct), next: nextAfter(rows, ({ sequence }) => sequence), total };
    });
  },

  api_calls: ({ book }, { keyId }) =>
    table(apiCallColumns, (beforeSequence: number | null) => {
      const { rows, total } = listApiCalls(book, { keyId, beforeSequence, limit: rowsPerPage });
      return { rows, next: nextAfter(rows, ({ sequence }) => sequence), total };
    }),

  // Their lists show the newest; of a file all of them are expected.
  batches: ({ book }) => whole(batchColumns, listBatches(book, Number.MAX_SAFE_INTEGER)),
  billing_runs: ({ book }) => whole(runColumns, listBillingRuns(book, Number.MAX_SAFE_INTEGER)),
  plans: (context) => whole(planColumns, planHandlers["plans.list"](context, {}).plans),
  prices: (context, { planId }) => whole(priceColumns, priceHandlers["prices.list"](context, { planId }).prices),
  tax_rates: (context) => whole(taxRateColumns, taxRateHandlers["taxRates.list"](context, {}).taxRates),
  discounts: (context) => whole(discountColumns, discountHandlers["discounts.list"](context, {}).discounts),
  operators: (context) => whole(operatorColumns, operatorHandlers["operators.list"](context, {}).operators),
  limits: (context) => whole(limitColumns, limitHandlers["limits.list"](context, {}).limits),
  api_keys: (context) => whole(apiKeyColumns, apiKeyHandlers["apiKeys.list"](context, {}).keys),
  closed_months: (context) => whole(closingColumns, periodHandlers["periods.list"](context, {}).closings),
  webhooks: (context) => whole(webhookColumns, webhookHandlers["webhooks.endpoints"](context, {}).endpoints),

  approvals: (context, { which }) =>
    table(approvalColumns, (beforeNumber: number | null) => {
      const page = { which, beforeNumber, limit: rowsPerPage };
      const { rows, nextBeforeNumber, total } = approvalHandlers["approvals.list"](context, page);
      return { rows, next: nextBeforeNumber, total };
    }),

  webhook_deliveries: ({ book }, { list: _list, ...input }) =>
    table(webhookDeliveryColumns, (after: string | null) => {
      const { rows, nextCursor } = listDeliveries(book, { ...input, after, limit: rowsPerPage });
      return { rows, next: nextCursor, total: null };
    }),

  outbox: ({ book }, { list: _list, ...input }) => {
    requireListedAccount(book, input.accountId);
    return paged(outboxColumns, (page) => listOutbox(book, { ...input, ...page, skip: 0 }));
  },
  differences: ({ book }) =>
    paged(differenceColumns, (page) => listDifferences(book, requireLink(book).id, { ...page, skip: 0 })),
  linked_accounts: ({ book }, { state }) =>
    paged(linkedAccountColumns, (page) => listLinkedAccounts(book, requireLink(book).id, { state, ...page, skip: 0 })),
  linked_plans: ({ book }) =>
    paged(linkedPlanColumns, (page) => listLinkedPlans(book, requireLink(book).id, { ...page, skip: 0 })),
  linked_items: ({ book }, { hasProblem }) =>
    paged(linkedItemColumns, (page) => listLinkedItems(book, requireLink(book).id, { hasProblem, ...page, skip: 0 })),
  linked_statements: ({ book }, { list: _list, ...input }) => {
    requireListedAccount(book, input.accountId);
    return paged(linkedStatementColumns, (page) =>
      listLinkedStatements(book, requireLink(book).id, { ...input, ...page, skip: 0 }),
    );
  },
  report_roll_forward: (context, { list: _list, ...input }) =>
    whole(rollForwardColumns, rollForwardHandlers["reports.creditRollForward"](context, input).rows),
  report_credit_movements: (context, { list: _list, ...input }) =>
    whole(movementColumns, rollForwardMovements(rollForwardHandlers["reports.creditRollForward"](context, input).rows)),
  report_invoice_ageing: (context, { list: _list, ...input }) =>
    whole(invoiceAgeingColumns, ageingHandlers["reports.invoiceAgeing"](context, input).rows),
  report_aged_invoices: (context, { list: _list, ...input }) =>
    paged(agedInvoiceColumns, (page) => ageingHandlers["reports.agedInvoices"](context, { ...input, ...page })),
  report_credit_ageing: (context, { list: _list, ...input }) =>
    whole(creditAgeingColumns, ageingHandlers["reports.creditAgeing"](context, input).rows),
  report_aged_credit: (context, { list: _list, ...input }) =>
    paged(agedBlockColumns, (page) => ageingHandlers["reports.agedCredit"](context, { ...input, ...page })),
  report_expiring_credit: (context, { list: _list, ...input }) =>
    whole(expiringCreditColumns, ageingHandlers["reports.expiringCredit"](context, input).rows),
  report_expiring_blocks: (context, { list: _list, ...input }) =>
    paged(blockColumns, (page) => ageingHandlers["reports.expiringBlocks"](context, { ...input, ...page })),
  report_top_receivers: (context, { list: _list, ...input }) =>
    paged(receiverColumns, (page) => activityHandlers["reports.topReceivers"](context, { ...input, ...page })),
  report_revenue: (context, { list: _list, ...input }) =>
    whole(revenueColumns, moneyHandlers["reports.revenue"](context, input).rows),
  report_revenue_lines: (context, { list: _list, ...input }) =>
    paged(revenueLineColumns, (page) => moneyHandlers["reports.revenueLines"](context, { ...input, ...page })),
  report_collections: (context, { list: _list, ...input }) =>
    whole(collectionColumns, moneyHandlers["reports.collections"](context, input).rows),
  report_collection_items: (context, { list: _list, ...input }) =>
    paged(collectionItemColumns, (page) => moneyHandlers["reports.collectionItems"](context, { ...input, ...page })),
  report_anomalies: (context, { list: _list, ...input }) =>
    paged(anomalyColumns, (page) => activityHandlers["reports.anomalies"](context, { ...input, ...page })),
};

/** A report of sums, which is there at once. */
function whole<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): ExportedTable {
  return table(columns, () => ({ rows, next: null, total: { count: rows.length, isExact: true } }));
}

/** What the sums of a report are made of. */
function paged<Row>(
  columns: readonly ExportColumn<Row>[],
  read: (page: { readonly after: string | null; readonly limit: number }) => {
    readonly rows: readonly Row[];
    readonly nextCursor: string | null;
    readonly total: RowTotal;
  },
): ExportedTable {
  return table(columns, (after: string | null) => {
    const { rows, nextCursor, total } = read({ after, limit: rowsPerPage });
    return { rows, next: nextCursor, total };
  });
}

/** Some rows of a list, where the next ones begin, and how many there are in all, as far as that is known. */
interface Page<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | null;
  readonly total: RowTotal | null;
}

function table<Row, Place>(
  columns: readonly ExportColumn<Row>[],
  read: (place: Place | null) => Page<Row, Place>,
): ExportedTable {
  const first = read(null);
  const pages = function* () {
    let page = first;
    for (;;) {
      if (page.rows.length > 0) yield page.rows;
      if (page.next === null) return;
      page = read(page.next);
    }
  };
  return tableOf(columns, pages(), first.total?.isExact === true ? first.total.count : null);
}

/** A full page may have one after it; what is behind its last row says where. */
function nextAfter<Row, Place>(rows: readonly Row[], placeOf: (last: Row) => Place): Place | null {
  const last = rows.at(-1);
  return last !== undefined && rows.length === rowsPerPage ? placeOf(last) : null;
}

function requireListedAccount(book: ReadableBook, accountId: string | null): void {
  if (accountId !== null) requireAccount(book, accountId);
}

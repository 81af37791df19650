import { civilDateAt, type CivilDate } from "../../../shared/calendar.ts";
import { newestWordsEdition, type PaperLanguage } from "../../../shared/paper/paper-language.ts";
import type { BillingFacts, PaymentMethod, SubscriptionState } from "../../domain/billing/facts.ts";
import { manualPaymentMethod } from "../../domain/payments/payment.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import type { BookSettings } from "../book/book-store.ts";
import { listBlocksWithCredit } from "../credits/credit-block-store.ts";
import { listWaitingCharges } from "../invoices/pending-charge-store.ts";
import { listRebillings } from "./rebilling-store.ts";
import { findSubscription } from "../subscriptions/subscription-store.ts";
import { taxRateColumns, toTaxRate, type TaxRateColumns } from "../plans/tax-rate-store.ts";
import { given } from "../given.ts";

/** What the facts are read for: the book's settings, the book's day, on which credit is used, and the moment that it is. */
export interface FactsContext {
  readonly book: ReadableBook;
  readonly settings: BookSettings;
  readonly today: CivilDate;
  readonly nowMs: number;
}

/** What the facts need of an account, as `accountColumns` give it. */
export interface AccountRow extends TaxRateColumns {
  readonly accountId: string;
  readonly accountName: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly buyerAddress: string | null;
  readonly buyerTaxNumbers: string | null;
  readonly buyerReference: string | null;
  readonly paperLanguage: PaperLanguage | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly isTaxExempt: number;
  readonly paymentTermsDays: number | null;
  readonly invoiceNote: string | null;
  readonly methodKind: PaymentMethod["kind"] | null;
  readonly gateway: PaymentMethod["gateway"] | null;
  readonly token: string | null;
  readonly label: string | null;
  readonly creditMinor: number | null;
  readonly hasCharges: number;
  readonly hasRebillings: number;
}

export const accountColumns = `account.id AS accountId, account.name AS accountName,
    coalesce(account.billing_name, account.name) AS buyerName, account.contact AS buyerContact,
    account.billing_address AS buyerAddress, account.tax_numbers AS buyerTaxNumbers, account.buyer_reference AS buyerReference,
    account.paper_language AS paperLanguage, account.currency,
    account.time_zone AS timeZone,
    account.is_tax_exempt AS isTaxExempt, account.payment_terms_days AS paymentTermsDays, account.invoice_note AS invoiceNote,
    ${taxRateColumns},
    method.kind AS methodKind, method.gateway, method.token, method.label, balance.ledger_minor AS creditMinor,
    EXISTS (SELECT 1 FROM pending_charge charge WHERE charge.account_id = account.id AND charge.currency = account.currency
      AND charge.invoice_number IS NULL AND charge.removed_at_ms IS NULL) AS hasCharges,
    EXISTS (SELECT 1 FROM rebilling WHERE rebilling.account_id = account.id AND rebilling.invoice_number IS NULL) AS hasRebillings`;
export const accountJoins = `LEFT JOIN tax_rate ON tax_rate.id = account.tax_rate_id
  LEFT JOIN payment_method method ON method.account_id = account.id AND method.is_default = 1
  LEFT JOIN credit_balance balance ON balance.account_id = account.id AND balance.currency = account.currency`;

/**
 * The facts of a row; its subscription comes apart, because the row does not say which one is meant.
 *
 * @param credit its blocks with credit, where the caller has read those of many accounts at once.
 */
export function toFacts(
  { book, settings, today, nowMs }: FactsContext,
  row: AccountRow,
  subscription: SubscriptionState | null,
  credit = hasCredit(row) ? listBlocksWithCredit(book, row.accountId, row.currency, today) : [],
): BillingFacts {
  const { accountId, currency, methodKind, gateway, token, label } = row;
  const isTaxExempt = row.isTaxExempt === 1;
  const taxRate = isTaxExempt ? null : toTaxRate(row);
  return {
    paper: {
      sellerName: settings.sellerName ?? settings.name,
      sellerNumber: settings.sellerNumber,
      sellerAddress: settings.sellerAddress,
      sellerTaxNumbers: settings.sellerTaxNumbers,
      paymentDetails: settings.paymentDetails,
      logoId: settings.logoId,
      buyerName: row.buyerName,
      buyerContact: row.buyerContact,
      buyerAddress: row.buyerAddress,
      buyerTaxNumbers: row.buyerTaxNumbers,
      buyerReference: row.buyerReference,
      note: row.invoiceNote ?? settings.invoiceNote,
      language: row.paperLanguage ?? settings.paperLanguage,
      wordsEdition: newestWordsEdition,
    },
    paymentTermsDays: row.paymentTermsDays ?? settings.paymentTermsDays,
    accountId,
    accountName: row.accountName,
    currency,
    taxRate,
    isTaxExempt,
    paymentMethod:
      methodKind === null || gateway === null || token === null || label === null
        ? manualPaymentMethod
        : { kind: methodKind, gateway, token, label },
    subscription,
    rebillings: row.hasRebillings === 1 ? listRebillings(book, accountId) : [],
    // Most accounts have neither, and asking for what is not there costs as much as asking for what is.
    pendingCharges: row.hasCharges === 1 ? listWaitingCharges(book, accountId, currency, { taxRate, isTaxExempt }) : [],
    credit,
    creditOn: today,
    today: civilDateAt(nowMs, row.timeZone),
    closedThroughOn: settings.closedThroughOn,
  };
}

/** Whether there may be blocks to read of an account. */
export function hasCredit({ creditMinor }: AccountRow): boolean {
  return creditMinor !== null && creditMinor > 0;
}

/** What an account's invoices are computed from; undefined where there is no such account. */
export function findBillingFacts(context: FactsContext, accountId: string): BillingFacts | undefined {
  const { book } = context;
  const account = book.get<AccountRow>(
    `SELECT ${accountColumns} FROM account ${accountJoins} WHERE account.id = ${given}`,
    accountId,
  );
  if (!account) return undefined;
  return toFacts(context, account, findSubscription(book, accountId) ?? null);
}

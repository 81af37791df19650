import { hash } from "node:crypto";
import type { AuditedRecord } from "../../../../shared/contract/definition.ts";
import type { JournalRule } from "../../../../shared/contract/journal.ts";
import type { Fields } from "../../../domain/access/act.ts";
import type { BilledItem } from "../../../domain/billing/facts.ts";
import { findApiKey } from "../../../storage/access/api-key-store.ts";
import { listLimits } from "../../../storage/access/limit-store.ts";
import { findOperator } from "../../../storage/access/operator-store.ts";
import { listEvidence } from "../../../storage/approvals/evidence-store.ts";
import { findRequest } from "../../../storage/approvals/request-store.ts";
import { isImport } from "../../../domain/approvals/request.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { readSettings } from "../../../storage/book/book-store.ts";
import { findImportOfRequest } from "../../../storage/imports/staged-import-store.ts";
import { findChargeFields } from "../../../storage/invoices/pending-charge-store.ts";
import { findPaymentMethod } from "../../../storage/payments/payment-method-store.ts";
import { findInvoiceStanding } from "../../../storage/invoices/invoice-standing-store.ts";
import { findPayment } from "../../../storage/payments/payment-store.ts";
import { findDiscount } from "../../../storage/plans/discount-store.ts";
import { listFeaturesByPlan } from "../../../storage/plans/feature-store.ts";
import { findPlan, findPrice } from "../../../storage/plans/plan-store.ts";
import { findTaxRate } from "../../../storage/plans/tax-rate-store.ts";
import { findSubscription } from "../../../storage/subscriptions/subscription-store.ts";
import { findEndpoint } from "../../../storage/webhooks/webhook-endpoint-store.ts";
import { accountIdsOf, readEffects } from "../approvals/request-view.ts";
import { listRules } from "../journal/journal-accounts.ts";

/** A record as the audit log keeps it (BEHAVIOUR 11.6). */
export interface AuditedFields {
  /** The account that it belongs to; null for what is the book's. */
  readonly accountId: string | null;
  readonly fields: Fields;
}

/**
 * How each kind of record is read for the log: what people decided of it, without what follows from the rest, and of secrets no more than a
 * digest of their hash, which proves that nobody put another one in its place.
 */
export const auditedRecords: Readonly<Record<AuditedRecord, (book: ReadableBook, id: string) => AuditedFields | null>> =
  {
    account: (book, id) => ofAccount(findAccount(book, id), id),
    apiKey(book, id) {
      const key = findApiKey(book, id);
      if (!key) return null;
      const { secretHash, lastUsedAtMs: _lastUsedAtMs, ...fields } = key;
      return ofBook({ ...fields, secretDigest: hash("sha256", secretHash) });
    },
    approvalRequest(book, id) {
      const request = findRequest(book, id);
      if (!request) return null;
      const [accountId, ...others] = accountIdsOf(readEffects(request));
      return {
        accountId: others.length === 0 ? (accountId ?? null) : null,
        fields: {
          ...request,
          evidence: listEvidence(book, request.number),
          // What became of an approved import, where that is nothing.
          ...(isImport(request.act) && { problem: findImportOfRequest(book, id)?.problem ?? null }),
        },
      };
    },
    book: (book) => ofBook(readSettings(book)),
    charge(book, id) {
      const charge = findChargeFields(book, id);
      return ofAccount(charge, charge?.accountId);
    },
    discount: (book, id) => ofBook(findDiscount(book, id)),
    invoice(book, id) {
      const invoice = findInvoiceStanding(book, id);
      if (!invoice) return null;
      // What it is called follows from its number.
      const { code: _code, ...fields } = invoice;
      return ofAccount(fields, invoice.accountId);
    },
    journal(book) {
      const accountOf = ({ role, subject, account }: JournalRule) =>
        [subject === "" ? role : `${role} ${subject}`, `${account.number} ${account.name} (${account.type})`] as const;
      return ofBook(Object.fromEntries(listRules(book).map(accountOf)));
    },
    limits: (book) =>
      ofBook(
        Object.fromEntries(
          listLimits(book).map(({ role, currency, ...limit }) => [`${role} ${currency}`, limit] as const),
        ),
      ),
    operator(book, id) {
      const operator = findOperator(book, id);
      if (!operator) return null;
      const {
        passphraseHash,
        failedSignIns: _failed,
        lockedUntilMs: _locked,
        lastSignInAtMs: _last,
        ...fields
      } = operator;
      const passphraseDigest = passphraseHash && hash("sha256", passphraseHash);
      return ofBook({ ...fields, hasPassphrase: passphraseHash !== null, passphraseDigest });
    },
    payment(book, id) {
      const payment = findPayment(book, id);
      return ofAccount(payment, payment && findInvoiceStanding(book, payment.invoiceId)?.accountId);
    },
    paymentMethod(book, id) {
      const method = findPaymentMethod(book, id);
      if (!method) return null;
      const { token, ...fields } = method;
      return ofAccount({ ...fields, tokenDigest: token && hash("sha256", token) }, method.accountId);
    },
    plan(book, id) {
      const plan = findPlan(book, id);
      return ofBook(plan && { ...plan, features: listFeaturesByPlan(book).get(id) ?? [] });
    },
    price(book, id) {
      const price = findPrice(book, id);
      return ofBook(price && { ...price, isDefault: findPlan(book, price.planId)?.price.id === id });
    },
    subscription(book, accountId) {
      const subscription = findSubscription(book, accountId);
      if (!subscription) return null;
      const { item, upcoming } = subscription;
      return ofAccount({ ...termsOf(item), upcoming: upcoming && termsOf(upcoming) }, accountId);
    },
    taxRate: (book, id) => ofBook(findTaxRate(book, id)),
    webhook(book, id) {
      const endpoint = findEndpoint(book, id);
      if (!endpoint) return null;
      const { waitingCount: _waitingCount, failedCount: _failedCount, failing: _failing, ...fields } = endpoint;
      return ofBook(fields);
    },
  };

function ofBook(record: object | undefined): AuditedFields | null {
  return record ? { accountId: null, fields: { ...record } } : null;
}

function ofAccount(record: object | undefined, accountId: string | undefined): AuditedFields | null {
  return record && accountId !== undefined ? { accountId, fields: { ...record } } : null;
}

/** What was agreed of an item; what its price charges stands with the price. */
function termsOf({ price, discount, nextPeriodIndex: _nextPeriodIndex, ...terms }: BilledItem): Fields {
  return { ...terms, priceId: price.id, discount: discount && discount.name };
}

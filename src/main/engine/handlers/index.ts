import type { MethodName } from "../../../shared/contract/index.ts";
import type { EngineMethodName, HandlersOf } from "../handler.ts";
import { accountHandlers } from "./accounts.ts";
import { apiKeyHandlers } from "./api-keys.ts";
import { billingHandlers } from "./billing.ts";
import { bookHandlers } from "./book.ts";
import { catchUpHandlers } from "./catch-up.ts";
import { copyHandlers } from "./copies.ts";
import { creditBlockHandlers } from "./credit-blocks.ts";
import { creditNoteHandlers } from "./credit-notes.ts";
import { creditHandlers } from "./credits.ts";
import { discountHandlers } from "./discounts.ts";
import { importHandlers } from "./import.ts";
import { invoiceHandlers } from "./invoices.ts";
import { ledgerHandlers } from "./ledger.ts";
import { listingHandlers } from "./listings.ts";
import { paymentMethodHandlers } from "./payment-methods.ts";
import { paymentHandlers } from "./payments.ts";
import { invoiceEndingHandlers } from "./invoice-endings.ts";
import { planHandlers } from "./plans.ts";
import { priceHandlers } from "./prices.ts";
import { subscriptionHandlers } from "./subscriptions.ts";
import { taxRateHandlers } from "./tax-rates.ts";
import { webhookDeliveryHandlers } from "./webhook-deliveries.ts";
import { webhookHandlers } from "./webhooks.ts";

/** Every method that works on a book. A method without a handler, or a handler without a method, does not compile. */
export const handlers: HandlersOf<Exclude<MethodName, EngineMethodName>> = {
  ...bookHandlers,
  ...copyHandlers,
  ...accountHandlers,
  ...importHandlers,
  ...creditHandlers,
  ...creditNoteHandlers,
  ...creditBlockHandlers,
  ...ledgerHandlers,
  ...invoiceHandlers,
  ...paymentHandlers,
  ...invoiceEndingHandlers,
  ...paymentMethodHandlers,
  ...planHandlers,
  ...priceHandlers,
  ...subscriptionHandlers,
  ...taxRateHandlers,
  ...discountHandlers,
  ...billingHandlers,
  ...catchUpHandlers,
  ...listingHandlers,
  ...apiKeyHandlers,
  ...webhookHandlers,
  ...webhookDeliveryHandlers,
};

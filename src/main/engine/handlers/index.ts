import type { MethodName } from "../../../shared/contract/index.ts";
import type { EngineMethodName, HandlersOf } from "../handler.ts";
import { accountHandlers } from "./accounts.ts";
import { billingHandlers } from "./billing.ts";
import { bookHandlers } from "./book.ts";
import { creditHandlers } from "./credits.ts";
import { importHandlers } from "./import.ts";
import { invoiceHandlers } from "./invoices.ts";
import { ledgerHandlers } from "./ledger.ts";
import { planHandlers } from "./plans.ts";

/** Every method that works on a book. A method without a handler, or a handler without a method, does not compile. */
export const handlers: HandlersOf<Exclude<MethodName, EngineMethodName>> = {
  ...bookHandlers,
  ...accountHandlers,
  ...importHandlers,
  ...creditHandlers,
  ...ledgerHandlers,
  ...invoiceHandlers,
  ...planHandlers,
  ...billingHandlers,
};

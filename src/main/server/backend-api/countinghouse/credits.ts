import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const account = "/accounts/{account_id}";

/** Credit beyond what Clerk's paths can say: reasons, terms, previews, transfers. */
export const creditRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/reasons",
    asks: "credits.reasons",
    list: "reasons",
    object: "reason",
  }),
  contractRoute({
    method: "GET",
    path: `${account}/credit_balances`,
    asks: "credits.balance",
    list: "balances",
    object: "credit_balance",
  }),
  contractRoute({
    method: "GET",
    path: `${account}/credit_blocks`,
    asks: "credits.blocks",
    list: "blocks",
    object: "credit_block",
    summary: "Lists an account's blocks of credit in the order in which they are used, then those with nothing left.",
  }),
  contractRoute({
    method: "POST",
    path: `${account}/adjustments/preview`,
    asks: "credits.preview",
    object: "adjustment_preview",
  }),
  contractRoute({
    method: "POST",
    path: `${account}/adjustments`,
    asks: "credits.adjust",
    part: "entry",
    object: "ledger_entry",
  }),
  contractRoute({
    method: "POST",
    path: "/credit_blocks/{block_id}/void",
    asks: "credits.voidBlock",
    object: "credit_block_void",
  }),
  contractRoute({
    method: "POST",
    path: "/transfers",
    asks: "credits.transfer",
    object: "credit_transfer",
  }),
  contractRoute({
    method: "POST",
    path: `${account}/apply_credit`,
    asks: "credits.applyToOpenInvoices",
    object: "credit_application",
  }),
];

import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

/** The book as a general ledger has it. What an export writes is read as every export is. */
export const journalRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/journal_accounts",
    asks: "journal.accounts",
    list: "rules",
    object: "journal_account",
  }),
  contractRoute({
    method: "PATCH",
    path: "/journal_accounts",
    asks: "journal.setAccounts",
    object: "journal_accounts",
  }),
  contractRoute({
    method: "POST",
    path: "/journal_exports",
    asks: "journal.export",
    object: "started_job",
    without: ["toPath"],
  }),
];

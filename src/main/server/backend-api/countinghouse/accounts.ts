import { contract } from "../../../../shared/contract/index.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { recordOf } from "./wire.ts";

const { output } = contract["book.info"];
/** Where its file is and who sits at the desk is nothing that a program has to know. */
const bookAnswer = recordOf(output.omit({ path: true, operator: true }), "book");

/** The book, and an account of either kind in one piece. */
export const accountRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/book",
    asks: "book.info",
    summary: contract["book.info"].summary,
    answer: bookAnswer.schema,
    respond: async ({ ask }) => bookAnswer.write(await ask("book.info", {}), null),
  }),
  contractRoute({
    method: "GET",
    path: "/book/settings",
    asks: "book.settings",
    object: "book_settings",
  }),
  contractRoute({
    method: "PATCH",
    path: "/book/settings",
    asks: "book.configure",
    object: "book_settings",
  }),
  contractRoute({
    method: "POST",
    path: "/book/logo",
    asks: "book.setLogo",
    object: "book_settings",
  }),
  contractRoute({
    method: "GET",
    path: "/logos/{logo_id}",
    asks: "book.logo",
    object: "logo",
  }),
  contractRoute({
    method: "GET",
    path: "/accounts/{account_id}",
    asks: "accounts.get",
    object: "account",
  }),
  contractRoute({
    method: "PATCH",
    path: "/accounts/{account_id}",
    asks: "accounts.update",
    object: "account_update",
  }),
];

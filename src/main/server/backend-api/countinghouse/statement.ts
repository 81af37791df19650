import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";
import { parameter } from "./page.ts";
import { recordOf } from "./wire.ts";

const { shape } = contract["accounts.statement"].input;
const parameters = z.object({
  from_on: parameter(shape.fromOn),
  through_on: parameter(shape.throughOn),
  currency: parameter(shape.currency),
});
const answer = recordOf(contract["accounts.statement"].output, "account_statement");

/** What an account's credit did in a period, and the paper of it. */
export const statementPaperRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/accounts/{account_id}/statement",
    asks: "accounts.statement",
    summary: contract["accounts.statement"].summary,
    query: parameters,
    answer: answer.schema,
    respond: async (call) => answer.write(await call.ask("accounts.statement", inputOf(call)), null),
  }),
  route({
    method: "GET",
    path: "/countinghouse/accounts/{account_id}/statement/pdf",
    asks: "accounts.statementPdf",
    summary: contract["accounts.statementPdf"].summary,
    query: parameters,
    mediaType: "application/pdf",
    answer: z.instanceof(Uint8Array),
    async respond(call) {
      const { contentBase64 } = await call.ask("accounts.statementPdf", inputOf(call));
      return Buffer.from(contentBase64, "base64");
    },
  }),
];

function inputOf({ path, query }: ApiCall<z.output<typeof parameters>>) {
  return {
    accountId: path["account_id"] ?? "",
    fromOn: query.from_on,
    throughOn: query.through_on,
    currency: query.currency,
  };
}

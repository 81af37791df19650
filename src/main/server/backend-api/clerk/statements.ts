import { sentence } from "../../../../shared/sentences/sentence.ts";
import { z } from "zod";
import type { ListedStatement } from "../../../../shared/contract/listings.ts";
import { paging } from "../parameters.ts";
import { notFound } from "../refusal.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";
import { pageOf } from "./answer-fields.ts";
import { attemptObject, toPaymentAttempts } from "./payment-attempt-object.ts";
import { statementObject, toStatement } from "./statement-object.ts";

const page = z.object(paging);

export const statementRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/billing/statements",
    asks: "listings.statements",
    summary: "Lists statements, one for each invoice, the newest first.",
    query: page,
    answer: pageOf(statementObject, "BillingStatementPage"),
    async respond({ query, ask, instanceId }) {
      const { rows, total } = await ask("listings.statements", { limit: query.limit, offset: query.offset });
      return { data: rows.map((row) => toStatement(row, instanceId)), total_count: total };
    },
  }),
  route({
    method: "GET",
    path: "/billing/statements/{statementID}",
    asks: "listings.statements",
    summary: "Shows a statement.",
    answer: statementObject,
    async respond(call) {
      return toStatement(await requireStatement(call), call.instanceId);
    },
  }),
  route({
    method: "GET",
    path: "/billing/statements/{statementID}/payment_attempts",
    asks: "listings.statements",
    summary: "Lists what was paid or tried for a statement, the newest first.",
    query: page,
    answer: pageOf(attemptObject, "BillingPaymentAttemptPage"),
    async respond(call) {
      const { limit, offset } = call.query;
      const attempts = toPaymentAttempts(await requireStatement(call), call.instanceId);
      return { data: attempts.slice(offset, offset + limit), total_count: attempts.length };
    },
  }),
];

/** @throws ApiRefusal 404. */
async function requireStatement({ ask, path }: ApiCall): Promise<ListedStatement> {
  const { rows } = await ask("listings.statements", { invoiceId: path["statementID"] ?? "" });
  const [statement] = rows;
  if (!statement) throw notFound(sentence("Statement not found."));
  return statement;
}

import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { text } from "../parameters.ts";
import { route, type ApiRoute } from "../route.ts";
import { cursorOf, cursorPaging, pageAnswer, parameter, sequenceOf } from "./page.ts";

const { shape: filters } = contract["audit.list"].input;
const acts = pageAnswer(contract["audit.list"].output.shape.rows.element, "audit_entry");
const calls = pageAnswer(contract["audit.apiCalls"].output.shape.rows.element, "api_call");

/** Who did what that no ledger entry tells, and what programs asked. */
export const auditRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/audit",
    asks: "audit.list",
    summary:
      "Lists who did what that no ledger entry tells, newest first. Fields before and after are named as in the book.",
    query: z.object({
      ...cursorPaging,
      search: text,
      account_id: text,
      operator_id: text,
      act: text,
      from_on: parameter(filters.fromOn.unwrap().unwrap().optional()),
      through_on: parameter(filters.throughOn.unwrap().unwrap().optional()),
    }),
    answer: acts.schema,
    async respond({ ask, query }) {
      const { rows, nextBeforeSequence, total } = await ask("audit.list", {
        search: query.search ?? "",
        accountId: query.account_id ?? null,
        operatorId: query.operator_id ?? null,
        act: query.act ?? null,
        fromOn: query.from_on ?? null,
        throughOn: query.through_on ?? null,
        beforeSequence: sequenceOf(query.cursor),
        limit: query.limit,
      });
      return acts.write({ rows, nextCursor: cursorOf(nextBeforeSequence), total });
    },
  }),
  route({
    method: "GET",
    path: "/countinghouse/api_calls",
    asks: "audit.apiCalls",
    summary: contract["audit.apiCalls"].summary,
    query: z.object({ ...cursorPaging, key_id: text }),
    answer: calls.schema,
    async respond({ ask, query }) {
      const input = { keyId: query.key_id ?? null, beforeSequence: sequenceOf(query.cursor), limit: query.limit };
      const { rows, nextBeforeSequence, total } = await ask("audit.apiCalls", input);
      return calls.write({ rows, nextCursor: cursorOf(nextBeforeSequence), total });
    },
  }),
];

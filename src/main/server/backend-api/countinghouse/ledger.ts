import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { ledgerFilters, ledgerRow, pastBalance } from "../../../../shared/contract/ledger.ts";
import { flag, texts } from "../parameters.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { amountParameter, cursorOf, cursorPaging, pageAnswer, parameter, sequenceOf } from "./page.ts";
import { recordOf } from "./wire.ts";

const { shape } = ledgerFilters;
const listParameters = z.object({
  ...cursorPaging,
  from_on: parameter(shape.fromOn),
  through_on: parameter(shape.throughOn),
  recorded_from_on: parameter(shape.recordedFromOn),
  recorded_through_on: parameter(shape.recordedThroughOn),
  currency: parameter(shape.currency),
  source_type: z.preprocess(asList, shape.sourceTypes),
  reason_code: texts,
  without_reason: flag,
  operator: parameter(shape.operator),
  search: parameter(shape.search),
  minimum_amount: amountParameter,
  maximum_amount: amountParameter,
});

const balancesInput = contract["ledger.balancesAsOf"].input.shape;
const balancesParameters = z.object({ on: parameter(balancesInput.on), by: parameter(balancesInput.by) });
const balanceAnswer = recordOf(pastBalance, "balance_as_of");
const balancesAnswer = z.strictObject({ data: z.array(balanceAnswer.schema) });

const page = pageAnswer(ledgerRow, "ledger_entry", "LedgerRow");

const { output } = contract["ledger.get"];
const entryAnswer = recordOf(
  output.shape.entry.extend(output.omit({ entry: true }).shape),
  "ledger_entry",
  "LedgerEntryProvenance",
);

/** Credit's history: of one account, and of the book. */
export const ledgerRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/accounts/{account_id}/ledger",
    asks: "ledger.list",
    summary: "Lists an account's ledger entries with the balance after each, newest first.",
    query: listParameters,
    answer: page.schema,
    respond: async (call) => await list(call, call.path["account_id"] ?? ""),
  }),
  route({
    method: "GET",
    path: "/countinghouse/ledger",
    asks: "ledger.list",
    summary: "Lists the book's ledger entries, newest first.",
    query: listParameters,
    answer: page.schema,
    respond: async (call) => await list(call, null),
  }),
  contractRoute({
    method: "GET",
    path: "/ledger/operators",
    asks: "ledger.operators",
    object: "ledger_operators",
  }),
  route({
    method: "GET",
    path: "/countinghouse/accounts/{account_id}/balances_as_of",
    asks: "ledger.balancesAsOf",
    summary:
      "Reads an account's balances at the end of a day, by when entries take effect or by when they were recorded.",
    query: balancesParameters,
    answer: balancesAnswer,
    respond: async (call) => await balancesAsOf(call, call.path["account_id"] ?? ""),
  }),
  route({
    method: "GET",
    path: "/countinghouse/balances_as_of",
    asks: "ledger.balancesAsOf",
    summary: "Reads the book's balances at the end of a day: what all accounts have together, by currency.",
    query: balancesParameters,
    answer: balancesAnswer,
    respond: async (call) => await balancesAsOf(call, null),
  }),
  route({
    method: "GET",
    path: "/countinghouse/ledger/{entry_id}",
    asks: "ledger.get",
    summary: contract["ledger.get"].summary,
    answer: entryAnswer.schema,
    async respond({ ask, path }) {
      const { entry, ...provenance } = await ask("ledger.get", { entryId: path["entry_id"] ?? "" });
      return entryAnswer.write({ ...entry, ...provenance }, null);
    },
  }),
  contractRoute({
    method: "POST",
    path: "/ledger/{entry_id}/reverse",
    asks: "credits.reverse",
    part: "entry",
    object: "ledger_entry",
  }),
];

async function list({ ask, query }: ApiCall<z.output<typeof listParameters>>, accountId: string | null) {
  const { rows, nextBeforeSequence, total } = await ask("ledger.list", {
    accountId,
    filters: {
      fromOn: query.from_on,
      throughOn: query.through_on,
      recordedFromOn: query.recorded_from_on,
      recordedThroughOn: query.recorded_through_on,
      currency: query.currency,
      sourceTypes: query.source_type,
      reasonCodes: query.reason_code,
      withoutReason: query.without_reason || undefined,
      operator: query.operator,
      search: query.search,
      minimumMinor: query.minimum_amount,
      maximumMinor: query.maximum_amount,
    },
    beforeSequence: sequenceOf(query.cursor),
    limit: query.limit,
  });
  return page.write({ rows, total, nextCursor: cursorOf(nextBeforeSequence) });
}

async function balancesAsOf({ ask, query }: ApiCall<z.output<typeof balancesParameters>>, accountId: string | null) {
  const { balances } = await ask("ledger.balancesAsOf", { accountId, ...query });
  return { data: balances.map((balance) => balanceAnswer.write(balance, null)) };
}

function asList(value: unknown): unknown {
  return value === undefined || Array.isArray(value) ? value : [value];
}

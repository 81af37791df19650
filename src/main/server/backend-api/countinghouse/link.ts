import { z } from "zod";
import { contract, type MethodInput } from "../../../../shared/contract/index.ts";
import { text } from "../parameters.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { cursorPaging, parameter } from "./page.ts";
import { recordOf } from "./wire.ts";

/** Lists about a link, which are all paged in one way. */
type Listed = "link.accounts" | "link.plans" | "link.items" | "link.statements" | "link.differences" | "outbox.list";

/** What each of them answers. */
interface Page {
  readonly rows: readonly unknown[];
  readonly nextCursor: string | null;
}

interface ListDetails<Name extends Listed, Query extends z.ZodRawShape> {
  readonly path: string;
  readonly asks: Name;
  /** What each row calls itself. */
  readonly object: string;
  readonly query: Query;
  readonly toInput: (query: z.output<z.ZodObject<Query>>) => Omit<MethodInput<Name>, "after" | "limit">;
}

function listRoute<Name extends Listed, Query extends z.ZodRawShape>({
  path,
  asks,
  object,
  query: own,
  toInput,
}: ListDetails<Name, Query>): ApiRoute {
  const row = recordOf(contract[asks].output.shape.rows.element, object);
  return route({
    method: "GET",
    path: `/countinghouse${path}`,
    asks,
    summary: contract[asks].summary,
    query: z.object({ ...own, ...cursorPaging }),
    answer: z.strictObject({ data: z.array(row.schema), next_cursor: z.string().nullable() }),
    async respond({ ask, query }) {
      const { limit, cursor } = query as { limit: number; cursor?: string };
      const input = { ...toInput(query as z.output<z.ZodObject<Query>>), after: cursor ?? null, limit };
      const { rows, nextCursor } = (await ask(asks, input as MethodInput<Name>)) as Page;
      return { data: rows.map((each) => row.write(each, null)), next_cursor: nextCursor };
    },
  });
}

const yesOrNo = parameter(z.enum(["true", "false"]).optional());
const stateOf = <Schema extends z.ZodType>(state: z.ZodDefault<z.ZodNullable<Schema>>) =>
  parameter(state.unwrap().unwrap().optional());

/** A book that is linked to an upstream. Its key is for people to give: at the desk, or on the command line. */
export const linkRoutes: readonly ApiRoute[] = [
  contractRoute({ method: "GET", path: "/link", asks: "link.show", object: "link_status" }),
  contractRoute({ method: "POST", path: "/link/sync", asks: "link.sync", object: "link_sync" }),
  contractRoute({ method: "POST", path: "/link/remove", asks: "link.remove", object: "removed_link" }),
  listRoute({
    path: "/link/accounts",
    asks: "link.accounts",
    object: "linked_account",
    query: { state: stateOf(contract["link.accounts"].input.shape.state) },
    toInput: ({ state }) => ({ state: state ?? null }),
  }),
  contractRoute({
    method: "POST",
    path: "/link/accounts/{upstream_id}/match",
    asks: "link.match",
    object: "matched_account",
  }),
  listRoute({ path: "/link/plans", asks: "link.plans", object: "linked_plan", query: {}, toInput: () => ({}) }),
  listRoute({
    path: "/link/items",
    asks: "link.items",
    object: "linked_item",
    query: { has_problem: yesOrNo },
    toInput: (query) => ({ hasProblem: query.has_problem === "true" }),
  }),
  listRoute({
    path: "/link/statements",
    asks: "link.statements",
    object: "linked_statement",
    query: { account_id: text, is_unsettled: yesOrNo },
    toInput: (query) => ({ accountId: query.account_id ?? null, isUnsettled: query.is_unsettled === "true" }),
  }),
  listRoute({
    path: "/link/differences",
    asks: "link.differences",
    object: "credit_difference",
    query: {},
    toInput: () => ({}),
  }),
  contractRoute({
    method: "POST",
    path: "/link/differences/{account_id}/settle",
    asks: "link.settleDifference",
    object: "settled_difference",
  }),
];

/** What the upstream of a linked book does not have yet. */
export const outboxRoutes: readonly ApiRoute[] = [
  listRoute({
    path: "/outbox",
    asks: "outbox.list",
    object: "outbox_item",
    query: { state: stateOf(contract["outbox.list"].input.shape.state), account_id: text },
    toInput: (query) => ({ state: query.state ?? null, accountId: query.account_id ?? null }),
  }),
  contractRoute({ method: "GET", path: "/outbox/{entry_id}", asks: "outbox.get", object: "outbox_item_with_attempts" }),
  contractRoute({ method: "POST", path: "/outbox/retry", asks: "outbox.retry", object: "outbox_retry" }),
  contractRoute({
    method: "POST",
    path: "/outbox/{entry_id}/settle",
    asks: "outbox.settle",
    object: "settled_outbox_item",
  }),
];

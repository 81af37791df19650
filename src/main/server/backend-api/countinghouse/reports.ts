import { z } from "zod";
import { methodDefinition, type MethodInput, type MethodName } from "../../../../shared/contract/index.ts";
import { flag, last } from "../parameters.ts";
import { route, type ApiRoute } from "../route.ts";
import { wireNameOf } from "../wire-name.ts";
import { cursorPaging, pageAnswer, parameter } from "./page.ts";
import { recordOf } from "./wire.ts";

/** Figures about the whole book, each a sum that its papers or entries can be read for. */
export const reportRoutes: readonly ApiRoute[] = [
  reportRoute("credit_roll_forward", "reports.creditRollForward", "credit_roll_forward"),
  reportRoute("invoice_ageing", "reports.invoiceAgeing", "invoice_ageing"),
  reportRoute("aged_invoices", "reports.agedInvoices", "aged_invoice"),
  reportRoute("credit_ageing", "reports.creditAgeing", "credit_ageing"),
  reportRoute("aged_credit", "reports.agedCredit", "aged_credit"),
  reportRoute("expiring_credit", "reports.expiringCredit", "expiring_credit"),
  reportRoute("expiring_blocks", "reports.expiringBlocks", "expiring_block"),
  reportRoute("top_receivers", "reports.topReceivers", "receiver"),
  reportRoute("revenue", "reports.revenue", "revenue"),
  reportRoute("revenue_lines", "reports.revenueLines", "revenue_line"),
  reportRoute("collections", "reports.collections", "collections"),
  reportRoute("collection_items", "reports.collectionItems", "collection_item"),
  reportRoute("anomalies", "reports.anomalies", "anomaly"),
];

/**
 * A report of the contract: its input as parameters, its rows as a list, which has pages where the contract's has.
 *
 * @param object what each row calls itself.
 */
function reportRoute(name: string, asks: MethodName, object: string): ApiRoute {
  const { input, output, summary } = methodDefinition(asks);
  const { after, limit, ...options } = (input as z.ZodObject).shape as Readonly<Record<string, z.ZodType>>;
  const isPaged = after !== undefined && limit !== undefined;
  const fields = Object.entries(options).map(([field, schema]) => ({ field, wireName: wireNameOf(field), schema }));
  const parameters = Object.fromEntries(fields.map(({ wireName, schema }) => [wireName, optionParameter(schema)]));
  const row = ((output as z.ZodObject).shape["rows"] as z.ZodArray).element as z.ZodType;
  const answer = isPaged ? pageAnswer(row, object) : wholeAnswer(row, object);
  return route({
    method: "GET",
    path: `/countinghouse/reports/${name}`,
    asks,
    summary,
    query: z.object({ ...(isPaged ? cursorPaging : {}), ...parameters }),
    answer: answer.schema,
    async respond({ ask, query }) {
      const given = query as Readonly<Record<string, unknown>>;
      const asked = Object.fromEntries(fields.map(({ field, wireName }) => [field, given[wireName]]));
      const page = isPaged ? { after: given["cursor"] ?? null, limit: given["limit"] } : {};
      // What was put together here for a method known by its name only, the engine checks.
      return answer.write((await ask(asks, { ...asked, ...page } as MethodInput<MethodName>)) as never);
    },
  });
}

function wholeAnswer(row: z.ZodType, object: string) {
  const answer = recordOf(row, object);
  return {
    schema: z.strictObject({ data: z.array(answer.schema) }) as z.ZodType,
    write: ({ rows }: { readonly rows: readonly unknown[] }) => ({
      data: rows.map((each) => answer.write(each, null)),
    }),
  };
}

/** Everything in a query is text. */
function optionParameter(schema: z.ZodType): z.ZodType {
  const inner = insideOf(schema);
  if (inner instanceof z.ZodBoolean) return flag;
  if (inner instanceof z.ZodNumber) return z.preprocess(numberIn, schema);
  return parameter(schema);
}

function insideOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional
    ? insideOf(schema.unwrap() as z.ZodType)
    : schema;
}

function numberIn(value: unknown): unknown {
  const text = last(value);
  return typeof text === "string" && /^\d{1,16}$/u.test(text) ? Number(text) : text;
}

import { z } from "zod";
import { civilDateAt, startOfDayMs } from "../../../../shared/calendar.ts";
import type { ListedStatement } from "../../../../shared/contract/listings.ts";
import { moneyObject } from "../money.ts";
import { momentMs } from "./answer-fields.ts";
import { payerObject, toPayer } from "./payer-object.ts";
import { attemptObject, toPaymentAttempts } from "./payment-attempt-object.ts";
import { creditsObject, toStatementTotals } from "./totals-object.ts";

export const statementObject = z
  .strictObject({
    object: z.literal("commerce_statement"),
    id: z.string(),
    instance_id: z.string(),
    timestamp: momentMs,
    payer: payerObject,
    status: z.enum(["open", "closed"]).describe("closed once the invoice is paid or void."),
    totals: z.strictObject({
      grand_total: moneyObject.describe("With tax, before the account's credit."),
      subtotal: moneyObject.describe("After discounts, before tax."),
      base_fee: moneyObject.describe("The plan's own fee, before discounts."),
      tax_total: moneyObject,
      credits: creditsObject
        .nullable()
        .describe(
          "Beside the description: what is used of the account's credit; of a void invoice, which gave it back, nothing.",
        ),
    }),
    groups: z
      .array(
        z
          .strictObject({
            object: z.literal("commerce_statement_group"),
            timestamp: momentMs,
            items: z.array(attemptObject),
          })
          .meta({ id: "BillingStatementGroup", description: "The payment attempts of one day." }),
      )
      .describe("By day, the newest first."),
  })
  .meta({ id: "BillingStatement", description: "An invoice, with what was paid or tried for it." });

/** An invoice as Clerk's clients see it (`BillingStatement`): closed once it is paid or void, its payment attempts by day. */
export function toStatement(statement: ListedStatement, instanceId: string): z.output<typeof statementObject> {
  const { invoice, timeZone } = statement;
  const totals = toStatementTotals(statement);
  const attempts = toPaymentAttempts(statement, instanceId);
  const days = [...new Set(attempts.map((attempt) => civilDateAt(attempt.created_at, timeZone)))];
  return {
    object: "commerce_statement",
    id: invoice.id,
    instance_id: instanceId,
    timestamp: invoice.createdAtMs,
    payer: toPayer(statement, instanceId),
    status: invoice.state === "paid" || invoice.state === "void" ? "closed" : "open",
    totals: {
      grand_total: totals.grand_total,
      subtotal: totals.subtotal,
      base_fee: totals.base_fee,
      tax_total: totals.tax_total,
      credits: invoice.state === "void" ? null : totals.credits,
    },
    groups: days.map((day) => ({
      object: "commerce_statement_group",
      timestamp: startOfDayMs(day, timeZone),
      items: attempts.filter((attempt) => civilDateAt(attempt.created_at, timeZone) === day),
    })),
  };
}

import { sentence } from "../../../../shared/sentences/sentence.ts";
import { z } from "zod";
import { isCurrencyCode } from "../../../../shared/money/currencies.ts";
import { creditBalanceObject, creditLedgerObject, toCreditBalance, toCreditLedgerEntry } from "./credit-objects.ts";
import { toMoney } from "../money.ts";
import { nameOfKind, payerPaths, requirePayer, type PayerPath } from "./payers.ts";
import { unfit } from "../refusal.ts";
import { route, type ApiRoute } from "../route.ts";

const adjustment = z.strictObject({
  amount: z.int().positive(),
  action: z.enum(["increase", "decrease"]),
  currency: z.string().optional(),
  idempotency_key: z.string().min(1).max(255),
  note: z.string().max(2000).optional(),
});

/** Why a program adjusts credit is known to the program; the book's list has one reason for that, and it wants a note. */
const reasonCode = "other";
const noteWithout = "Adjusted through the Backend API";

export const creditRoutes: readonly ApiRoute[] = payerPaths.flatMap(routesFor);

function routesFor(payer: PayerPath): ApiRoute[] {
  const path = `${payer.path}/billing/credits`;
  const who = nameOfKind(payer);
  return [
    route({
      method: "GET",
      path,
      asks: "credits.balance",
      summary: `Shows how much credit ${who} can use.`,
      answer: creditBalanceObject,
      async respond(call) {
        const { id, currency } = await requirePayer(call, payer);
        const { balances } = await call.ask("credits.balance", { accountId: id });
        const balance = balances.find((each) => each.currency === currency);
        return toCreditBalance(balance ? toMoney(balance.availableMinor, currency) : null);
      },
    }),
    route({
      method: "POST",
      path,
      asks: "credits.adjust",
      summary: `Gives credit to ${who}, or takes some; a repeat with the same key returns the first entry.`,
      body: adjustment,
      answer: creditLedgerObject,
      async respond(call) {
        const { id } = await requirePayer(call, payer);
        const { body } = call;
        const currency = (body.currency ?? "USD").toUpperCase();
        if (!isCurrencyCode(currency))
          throw unfit(
            "currency",
            sentence('"{text}" is not an ISO 4217 currency, such as "USD".', { text: body.currency ?? "" }),
          );
        const note = (body.note ?? "").trim() === "" ? null : (body.note ?? null);
        const { entry } = await call.ask("credits.adjust", {
          accountId: id,
          action: body.action,
          amountMinor: body.amount,
          currency,
          reasonCode,
          note: note ?? noteWithout,
          idempotencyKey: body.idempotency_key,
        });
        return toCreditLedgerEntry(entry, note);
      },
    }),
  ];
}

import { paperLinesOf } from "../../../shared/paper/paper-lines.ts";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { figure, money } from "../foundation/amounts.ts";
import { said } from "../foundation/spoken.ts";
import { subscriptionFields } from "../subscriptions/subscription-text.ts";
import { layOutFields, type Field } from "../foundation/table.ts";
import { count, toldText } from "../foundation/terminal.ts";

/** An account for people, a fact a line. */
export function accountText(account: AccountView): string {
  const { currency, balances, subscription, nextInvoice, openInvoiceCount } = account;
  const credit = balances.map(({ currency: of, ledgerMinor, availableMinor }) =>
    ledgerMinor === availableMinor
      ? money(ledgerMinor, of)
      : said("{money} ({available} available)", {
          money: money(ledgerMinor, of),
          available: figure(availableMinor, of),
        }),
  );
  const owes =
    account.pastDueMinor === 0 ? "" : said(", {amount} past due", { amount: figure(account.pastDueMinor, currency) });
  const tax = account.isTaxExempt ? said("exempt") : (account.taxRateName ?? said("none"));
  return layOutFields([
    ["Name", account.name],
    ["Id", account.id],
    [account.kind === "user" ? "E-mail address" : "Slug", account.contact ?? said("none")],
    ["Credit", credit.length === 0 ? said("never had any") : credit.join(", ")],
    ...(subscription
      ? subscriptionFields(subscription)
      : [["Plan", said("{planName} (free)", { planName: account.planName })] as const]),
    ...(nextInvoice
      ? [
          [
            "Next invoice",
            said("{total} on {on}: {applied} from credit, {due} to pay, {left} credit left", {
              total: money(nextInvoice.totalMinor, currency),
              on: nextInvoice.on,
              applied: figure(nextInvoice.creditAppliedMinor, currency),
              due: figure(nextInvoice.dueMinor, currency),
              left: figure(nextInvoice.creditLeftMinor, currency),
            }) + (nextInvoice.isEstimate ? said(" (an estimate)") : ""),
          ] as const,
        ]
      : []),
    [
      "Open invoices",
      openInvoiceCount === 0
        ? said("none")
        : said("{count}, {amount} to pay{owes}", {
            count: count(openInvoiceCount),
            amount: money(account.openDueMinor, currency),
            owes,
          }),
    ],
    ["Tax", tax],
    ...(account.paymentTermsDays === null
      ? []
      : [["Payment terms", said("{count} {count|day|days}", { count: account.paymentTermsDays })] as const]),
    ...paperFields(account),
    [
      "Pays by",
      toldText({ message: account.paymentMethodName }) +
        (account.usesTestGateway ? said(" (test gateway: only pretends to charge)") : ""),
    ],
    ["Time zone", account.timeZone],
    ["Last activity", account.lastActivityOn ?? said("never")],
  ]);
}

/** What stands on its paper, each text on one line; nothing where there is nothing. */
function paperFields(account: AccountView): Field[] {
  const { billingName, billingAddress, taxNumbers, buyerReference, paperLanguage, invoiceNote } = account;
  const fields = [
    ["Billing name", billingName],
    ["Address", billingAddress],
    ["Tax numbers", taxNumbers],
    ["Reference", buyerReference],
    ["Language", paperLanguage],
    ["Note", invoiceNote],
  ] as const;
  return fields.flatMap(([name, text]) => (text === null ? [] : [[name, paperLinesOf(text).join(", ")] as const]));
}

import type { JournalAccount } from "../../../shared/contract/journal.ts";
import { toDecimalString } from "../../../shared/money/format.ts";
import type { Chart } from "./chart.ts";
import { accountRoots, type JournalText } from "./ledger-text.ts";

/** Beancount's accounts are of letters, digits and hyphens. Numbers tell them apart, whatever becomes of the names. */
function accountName({ type, number, name }: JournalAccount): string {
  const letters = name
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{Nd}]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
  return `${accountRoots[type]}:${number}${letters === "" ? "" : `-${letters}`}`;
}

function quoted(text: string): string {
  const plain = text.normalize("NFC").replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return `"${plain.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

/** A journal as beancount reads it. An account is opened on the day of its first posting. */
export function createBeancountText(chart: Chart): JournalText {
  const opened = new Set<string>();
  return ({ on, currency, code, payee, description, accountId, postings }) => {
    const openings: string[] = [];
    const lines = postings.map(({ role, subject, amountMinor }) => {
      const account = accountName(chart(role, subject, on));
      if (!opened.has(account)) openings.push(`${on} open ${account}\n`);
      opened.add(account);
      return `  ${account}  ${toDecimalString(amountMinor, currency)} ${currency}\n`;
    });
    const who = payee === null ? "" : `${quoted(payee)} `;
    const head = `${on} * ${who}${quoted(description)}\n  code: ${quoted(code)}\n  account: ${quoted(accountId)}\n`;
    return [...openings, head, ...lines, "\n"].join("");
  };
}

import type { JournalAccount, JournalAccountType } from "../../../shared/contract/journal.ts";
import { toDecimalString } from "../../../shared/money/format.ts";
import type { Chart } from "./chart.ts";
import type { JournalTransaction } from "./postings.ts";

/** Turns transactions into the text of a journal. What a line needs to be declared stands before the first line that needs it. */
export type JournalText = (transaction: JournalTransaction) => string;

/** What every program takes for the types of accounts. */
export const accountRoots: Readonly<Record<JournalAccountType, string>> = {
  asset: "Assets",
  liability: "Liabilities",
  equity: "Equity",
  income: "Income",
  expense: "Expenses",
};

/** Text on one line, in which nothing stands that ledger or hledger would take for more than text. */
function plain(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]+/gu, " ")
    .replaceAll(/[;|:]/gu, "-")
    .replaceAll(/[[\](){}<>"*!@=%&]/gu, " ")
    .replaceAll(/ +/gu, " ")
    .trim();
}

function accountName({ type, number, name }: JournalAccount): string {
  return `${accountRoots[type]}:${number} ${plain(name)}`.trim();
}

/** A journal as hledger and ledger both read it, also where they are asked to be strict: everything is declared. */
export function createLedgerText(chart: Chart): JournalText {
  const declared = new Set<string>();
  const declareOnce = (key: string, text: string): string => {
    if (declared.has(key)) return "";
    declared.add(key);
    return text;
  };
  return ({ on, currency, code, payee, description, accountId, postings }) => {
    const lines = postings.map(({ role, subject, amountMinor }) => {
      const account = accountName(chart(role, subject, on));
      const declaration = declareOnce(account, `account ${account}\n\n`);
      return { declaration, text: `    ${account}  ${currency} ${toDecimalString(amountMinor, currency)}\n` };
    });
    const declarations = [
      declareOnce("tag", "tag account\n\n"),
      declareOnce(currency, `commodity ${currency}\n    format ${sampleOf(currency)}\n\n`),
      ...lines.map(({ declaration }) => declaration),
    ];
    const who = payee === null ? "" : ` - ${plain(payee)}`;
    const head = `${on} * (${plain(code)}) ${plain(description)}${who}\n    ; account: ${accountId}\n`;
    return [...declarations, head, ...lines.map(({ text }) => text), "\n"].join("");
  };
}

/** How amounts of a currency are written: with as many decimals as it has. A point at the end says that it has none. */
function sampleOf(currency: string): string {
  const sample = toDecimalString(0, currency).replace(/^0/u, "1000");
  return `${currency} ${sample.includes(".") ? sample : `${sample}.`}`;
}

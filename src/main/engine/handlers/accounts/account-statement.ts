import { addDays, civilDate, type CivilDate } from "../../../../shared/calendar.ts";
import { maximumStatementRows, type AccountStatement } from "../../../../shared/contract/account-statement.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { addUpStatement } from "../../../domain/ledger/statement.ts";
import { statementPdf } from "../../../paper/statement-pdf.ts";
import { findLogo } from "../../../storage/book/seller-store.ts";
import { listBalancesAsOf } from "../../../storage/ledger/past-balances.ts";
import { listStatementEntries, listStatementInvoices } from "../../../storage/ledger/statement-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { requireAccount } from "../require.ts";

export const accountStatementHandlers: HandlersOf<"accounts.statement" | "accounts.statementPdf"> = {
  "accounts.statement": (context, input) => readStatement(context, input),

  "accounts.statementPdf": (context, input) => {
    const { book, settings, nowMs } = context;
    const statement = readStatement(context, input);
    const account = requireAccount(book, input.accountId);
    const content = statementPdf({
      statement,
      account,
      seller: { ...settings, sellerName: settings.sellerName ?? settings.name },
      logo: settings.logoId === null ? null : (findLogo(book, settings.logoId)?.content ?? null),
      bookCurrency: settings.currency,
      madeAtMs: nowMs,
    });
    return { fileName: `${statementName(statement)}.pdf`, contentBase64: Buffer.from(content).toString("base64") };
  },
};

const firstDay = civilDate("1970-01-01");

/** @throws AppError `account_not_found`; `invalid_input` for a span that ends before it begins, or that holds too much. */
function readStatement(
  { book, settings }: QueryContext,
  { accountId, fromOn, throughOn, ...input }: ParsedInput<"accounts.statement">,
): AccountStatement {
  const account = requireAccount(book, accountId);
  if (fromOn > throughOn) throw new AppError("invalid_input", sentence("The first day lies after the last."));
  const currency = input.currency ?? account.currency;
  const span = { accountId, currency, fromOn: civilDate(fromOn), throughOn: civilDate(throughOn) };
  const entries = listStatementEntries(book, span, maximumStatementRows + 1);
  const invoices = listStatementInvoices(book, span, maximumStatementRows + 1);
  if (entries.length > maximumStatementRows || invoices.length > maximumStatementRows) {
    throw new AppError(
      "invalid_input",
      sentence("The period holds more than 10,000 entries or invoices; choose a shorter one."),
    );
  }
  const opening = fromOn === firstDay ? 0 : balanceBefore(span.fromOn);
  const { movements, ...sums } = addUpStatement(opening, entries);
  return {
    accountId,
    accountName: account.name,
    currency,
    fromOn,
    throughOn,
    openingMinor: opening,
    ...sums,
    movements: [...movements],
    invoices,
    language: account.paperLanguage ?? settings.paperLanguage,
  };

  function balanceBefore(day: CivilDate): number {
    const asOf = { on: addDays(day, -1), by: "effective", timeZone: settings.timeZone } as const;
    const balances = listBalancesAsOf(book, account, asOf);
    return balances.find((balance) => balance.currency === currency)?.ledgerMinor ?? 0;
  }
}

/** What a statement's file is called: whose it is and of which days, in letters that every file system takes. */
function statementName({ accountName, fromOn, throughOn }: AccountStatement): string {
  const name = accountName.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-").slice(0, 80);
  return `statement-${name}-${fromOn}-${throughOn}`;
}

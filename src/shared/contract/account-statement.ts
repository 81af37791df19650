import { z } from "zod";
import { query } from "./definition.ts";
import { civilDateText, currencyCode, id, minorAmount, paperFile, paperLanguage } from "./fields.ts";
import { invoiceState } from "./invoice-view.ts";
import { entrySourceType } from "./ledger.ts";

const statementInput = z.strictObject({
  accountId: id,
  /** The account's billing currency where it is not given. */
  currency: currencyCode.optional(),
  fromOn: civilDateText,
  throughOn: civilDateText,
});

/**
 * What an account's credit did in a period, for the customer: what people noted for themselves is no part of it. The opening balance
 * and the movements add up to the closing balance, to the minor unit.
 */
const accountStatement = z.strictObject({
  accountId: id,
  accountName: z.string(),
  currency: currencyCode,
  fromOn: civilDateText,
  throughOn: civilDateText,
  /** By the days on which entries take effect, at the end of the day before. */
  openingMinor: minorAmount,
  /** What was added and what was taken, which is below zero. */
  addedMinor: minorAmount,
  takenMinor: minorAmount,
  closingMinor: minorAmount,
  /** By the day on which they take effect. */
  movements: z.array(
    z.strictObject({
      entryId: id,
      sequence: z.int(),
      on: civilDateText,
      sourceType: entrySourceType,
      reasonName: z.string().nullable(),
      invoiceNumber: z.string().nullable(),
      amountMinor: minorAmount,
      /** After it, in the order of the statement. */
      balanceMinor: minorAmount,
    }),
  ),
  /** Those issued in the period in the currency, as they stand today. */
  invoices: z.array(
    z.strictObject({
      id,
      number: z.string(),
      issuedOn: civilDateText,
      dueOn: civilDateText,
      state: invoiceState,
      totalMinor: minorAmount,
      creditAppliedMinor: minorAmount,
      outstandingMinor: minorAmount,
    }),
  ),
  /** The language of the account's paper. */
  language: paperLanguage,
});
export type AccountStatement = z.infer<typeof accountStatement>;

/** A statement holds so many movements and so many invoices at most. */
export const maximumStatementRows = 10_000;

export const accountStatementContract = {
  "accounts.statement": query({
    summary:
      "Reads what an account's credit did from one day through another: opening and closing balance, every movement, and the invoices.",
    input: statementInput,
    output: accountStatement,
    errors: ["account_not_found", "amount_out_of_range"],
  }),
  "accounts.statementPdf": query({
    summary: "Makes the paper of an account's statement as PDF/A-3, with every font that it uses inside of it.",
    input: statementInput,
    output: paperFile,
    errors: ["account_not_found", "amount_out_of_range"],
  }),
};

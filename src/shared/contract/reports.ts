import { z } from "zod";
import { query } from "./definition.ts";
import { civilDateText, currencyCode, minorAmount } from "./fields.ts";
import { asOfBasis, entrySourceType } from "./ledger.ts";

/** The days that a report is about, both included. */
const period = { fromOn: civilDateText, throughOn: civilDateText };

/** What entries of one source and one reason come to. */
const creditMovement = z.strictObject({
  sourceType: entrySourceType,
  reasonCode: z.string().nullable(),
  reasonName: z.string().nullable(),
  amountMinor: minorAmount,
  entryCount: z.int().positive(),
});

/** How the credit that the book owes came from the opening to the closing balance of a month (BEHAVIOUR 11.5); amounts have their sign. */
const rollForwardRow = z.strictObject({
  currency: currencyCode,
  /** The month, as far as it lies in the period. */
  ...period,
  openingMinor: minorAmount,
  grantedMinor: minorAmount,
  appliedMinor: minorAmount,
  expiredMinor: minorAmount,
  removedMinor: minorAmount,
  reversedMinor: minorAmount,
  transferredMinor: minorAmount,
  closingMinor: minorAmount,
  movements: z.array(creditMovement),
});
export type RollForwardRow = z.infer<typeof rollForwardRow>;

export const reportsContract = {
  "reports.creditRollForward": query({
    summary:
      "Rolls the credit that is owed forward by month: opening, granted, applied, expired, removed, reversed, transferred and closing, by currency, source and reason.",
    input: z.strictObject({
      ...period,
      by: asOfBasis.default("effective"),
      currency: currencyCode.nullable().default(null),
    }),
    /** By currency, then by month; a currency without an entry by the end of the period has none. */
    output: z.strictObject({ rows: z.array(rollForwardRow) }),
    errors: ["amount_out_of_range"],
  }),
};

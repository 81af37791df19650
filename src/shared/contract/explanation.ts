import { z } from "zod";
import { civilDateText, id, minorAmount } from "./fields.ts";

/**
 * One step of how a figure came about (BEHAVIOUR 8.10): the operands and what they came to, as data. The engine computes the
 * figure and the step together; whoever shows it only has to find words. `amountMinor` is always what the step comes to.
 */
export const explanationStep = z
  .discriminatedUnion("kind", [
    /** A fee of the price, as it stands there. */
    z.strictObject({ kind: z.literal("fee"), period: z.enum(["month", "annual"]), amountMinor: minorAmount }),
    /** A month's amount, twelve times, where a year is billed at once. */
    z.strictObject({ kind: z.literal("months"), months: z.int(), monthlyMinor: minorAmount, amountMinor: minorAmount }),
    /** Units in blocks; a started block counts whole. */
    z.strictObject({ kind: z.literal("blocks"), units: z.int(), blockSize: z.int(), blocks: z.int() }),
    /** The blocks that fall into one tier. */
    z.strictObject({
      kind: z.literal("tier"),
      startsAtBlock: z.int(),
      endsAfterBlock: z.int().nullable(),
      blocks: z.int(),
      feePerBlockMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    z.strictObject({
      kind: z.literal("quantity"),
      quantity: z.int(),
      unitMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** What a period costs after a change of the seats, less what it cost before. */
    z.strictObject({
      kind: z.literal("difference"),
      afterMinor: minorAmount,
      beforeMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** A line of a voided invoice, which is billed again (BEHAVIOUR 9.8). */
    z.strictObject({
      kind: z.literal("again"),
      invoiceNumber: z.string(),
      position: z.int(),
      amountMinor: minorAmount,
    }),
    /** A line of an earlier invoice, net, whose unused time is given back. */
    z.strictObject({
      kind: z.literal("charged"),
      invoiceNumber: z.string(),
      position: z.int(),
      amountMinor: minorAmount,
    }),
    /** The days left of the days there are, exact, multiplied and rounded once, half away from zero (BEHAVIOUR 7.1, 1.4). */
    z.strictObject({
      kind: z.literal("days"),
      ofMinor: minorAmount,
      startOn: civilDateText,
      changeOn: civilDateText,
      endOn: civilDateText,
      daysLeft: z.int(),
      daysTotal: z.int(),
      amountMinor: minorAmount,
    }),
    /** Less what of it was given back before, so that no time is given back twice (BEHAVIOUR 7.2). */
    z.strictObject({
      kind: z.literal("earlier"),
      ofMinor: minorAmount,
      earlierMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** The part that comes off what the invoice still asks, before anything is given back (BEHAVIOUR 7.2a). */
    z.strictObject({
      kind: z.literal("unpaid"),
      invoiceNumber: z.string(),
      ofMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** The part that was paid on the invoice; the rest came off what it still asked. */
    z.strictObject({
      kind: z.literal("paid"),
      invoiceNumber: z.string(),
      ofMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** No more than what is left of the original line after earlier adjustments (BEHAVIOUR 7.2). */
    z.strictObject({ kind: z.literal("limit"), leftMinor: minorAmount, amountMinor: minorAmount }),
    /** What a discount takes off the lines it is for, never more than they come to (BEHAVIOUR 6.8). */
    z.strictObject({
      kind: z.literal("discount"),
      name: z.string(),
      partsPerMillion: z.int().nullable(),
      ofMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** One part of an amount that was spread by the largest remainder (BEHAVIOUR 1.5). */
    z.strictObject({
      kind: z.literal("share"),
      ofMinor: minorAmount,
      weightMinor: minorAmount,
      totalWeightMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** The tax of one rate on the sum of its lines, rounded once (BEHAVIOUR 8.2). */
    z.strictObject({
      kind: z.literal("tax"),
      rateName: z.string(),
      ratePartsPerMillion: z.int(),
      baseMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** Several parts added up. */
    z.strictObject({ kind: z.literal("sum"), partsMinor: z.array(minorAmount), amountMinor: minorAmount }),
    /** A total below zero, which becomes credit (BEHAVIOUR 8.5). */
    z.strictObject({ kind: z.literal("credit_created"), amountMinor: minorAmount }),
    /** Credit used: what is available, up to the total (BEHAVIOUR 8.3). */
    z.strictObject({
      kind: z.literal("credit"),
      totalMinor: minorAmount,
      availableMinor: minorAmount,
      amountMinor: minorAmount,
    }),
    /** The part of it that one block paid, in the order of use (BEHAVIOUR 5.2). */
    z.strictObject({
      kind: z.literal("block"),
      blockId: id,
      priority: z.int(),
      category: z.enum(["promotional", "paid"]).nullable(),
      expiresOn: civilDateText.nullable(),
      amountMinor: minorAmount,
      leftMinor: minorAmount,
    }),
    /** Too little for the gateway to charge, so it stands on the next invoice (BEHAVIOUR 8.8). */
    z.strictObject({ kind: z.literal("carried"), minimumMinor: minorAmount, amountMinor: minorAmount }),
    /** The day that the rule gives lies in a closed month, so the paper is dated the first open one (BEHAVIOUR 11.3). */
    z.strictObject({ kind: z.literal("moved"), fallsOn: civilDateText, datedOn: civilDateText }),
    /** The last note of an invoice takes what the notes before have left of its total (BEHAVIOUR 9.6). */
    z.strictObject({
      kind: z.literal("residue"),
      totalMinor: minorAmount,
      earlierMinor: minorAmount,
      amountMinor: minorAmount,
    }),
  ])
  .meta({
    id: "ExplanationStep",
    description: "One step of how a figure came about: the operands, and what they came to.",
  });
export type ExplanationStep = z.infer<typeof explanationStep>;

export const explanation = z.array(explanationStep);
export type Explanation = readonly ExplanationStep[];

import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { findDiscount, findPlan } from "../foundation/find.ts";
import type { BookFlags, OpenBook } from "../foundation/run-command.ts";

export type Change = MethodInput<"subscriptions.change">["change"];

export interface ChangeFlags extends BookFlags {
  readonly plan?: string;
  readonly price?: string;
  readonly period?: "month" | "annual";
  readonly seats?: number;
  readonly timing?: "by-rule" | "now" | "period-end";
  readonly on?: string;
  readonly trial: boolean;
  readonly anotherTrial?: true;
  readonly resume?: true;
  readonly extendTrial?: number;
  readonly endTrial?: true;
  readonly addDiscount?: string;
  readonly removeDiscount?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

const timings = { "by-rule": "by_rule", now: "now", "period-end": "period_end" } as const;

/**
 * The change that the options of `subscriptions change` ask for: one at a time, as the engine previews and makes them.
 *
 * @throws AppError `invalid_input` where they ask for none, or for several.
 */
export async function changeOf(book: OpenBook, account: AccountView, flags: ChangeFlags): Promise<Change> {
  const { plan, period, seats, on, resume, extendTrial, endTrial, addDiscount, removeDiscount } = flags;
  const isOfPlan = plan !== undefined || period !== undefined || flags.price !== undefined;
  const asked: Change[] = [];
  if (isOfPlan) asked.push(await planChange(book, account, flags));
  if (seats !== undefined && !isOfPlan) asked.push({ type: "seats", seats, changeOn: on ?? null });
  if (resume) asked.push({ type: "resume" });
  if (extendTrial !== undefined) asked.push({ type: "extend_trial", days: extendTrial });
  if (endTrial) asked.push({ type: "end_trial" });
  if (addDiscount !== undefined)
    asked.push({ type: "add_discount", discountId: (await findDiscount(book, addDiscount)).id });
  if (removeDiscount) asked.push({ type: "remove_discount" });
  const [change, ...others] = asked;
  if (!change) {
    throw new AppError("invalid_input", sentence("Nothing was asked for: name a plan, seats or another change."));
  }
  if (others.length > 0) throw new AppError("invalid_input", sentence("Ask for one change at a time."));
  return change;
}

/** Another plan, price or period; a subscription of its own for an account that has none. */
async function planChange(book: OpenBook, account: AccountView, flags: ChangeFlags): Promise<Change> {
  const { subscription } = account;
  const { price, seats, timing, on } = flags;
  const planId = flags.plan === undefined ? subscription?.planId : (await findPlan(book, flags.plan)).id;
  if (planId === undefined) {
    throw new AppError(
      "invalid_input",
      sentence("{accountName} has no subscription, so --plan is needed.", { accountName: account.name }),
    );
  }
  const period = flags.period ?? subscription?.period ?? "month";
  const common = { planId, priceId: price ?? null, period, seats: seats ?? null };
  if (subscription) {
    return { type: "plan", ...common, timing: timings[timing ?? "by-rule"], changeOn: on ?? null };
  }
  const startOn = on ?? (await book.ask("subscriptions.get", { accountId: account.id })).today;
  return {
    type: "start",
    ...common,
    startOn,
    withTrial: flags.trial,
    ...(flags.anotherTrial && { anotherTrial: true }),
  };
}

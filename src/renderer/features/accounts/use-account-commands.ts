import { useCommand } from "../../foundation/commands.ts";
import type { AccountRefusals } from "./account-refusals.ts";
import type { AccountAction } from "./use-account-actions.tsx";
import { hintNotice } from "../../foundation/notice.tsx";

interface CommandedAccount {
  readonly isSubscribed: boolean;
  readonly refusals: AccountRefusals;
  readonly run: (action: AccountAction) => void;
  /** What `credits.adjust` does instead, such as for a selection. */
  readonly adjust?: (() => void) | null;
}

/**
 * Let the commands that are about an account do to this one what its menu does. What cannot be done now says why, as the menu does.
 *
 * @param account null while there is none.
 */
export function useAccountCommands(account: CommandedAccount | null): void {
  const doing = (action: AccountAction, refusal: string | null = null) =>
    account && (() => (refusal === null ? account.run(action) : hintNotice(refusal)));
  useCommand("credits.adjust", account?.adjust ?? doing("adjust"));
  useCommand("credits.transfer", doing("transfer", account?.refusals.transfer));
  useCommand("credits.apply", doing("applyCredit", account?.refusals.applyCredit));
  useCommand("payments.record", doing("recordPayment", account?.refusals.recordPayment));
  useCommand("subscriptions.change", doing(account?.isSubscribed === true ? "changePlan" : "subscribe"));
  useCommand("invoices.preview", doing("preview"));
  useCommand("accounts.statement", doing("exportStatement"));
  useCommand("accounts.billingDetails", doing("billingDetails"));
  useCommand("accounts.copyId", doing("copyId"));
}

import type { AccountView, SubscriptionView } from "../../../shared/contract/accounts.ts";

/** What every form of a change is given. */
export interface ChangeFormContext {
  readonly account: AccountView;
  /** Today where the account lives. */
  readonly today: string;
  readonly onClose: () => void;
}

/** The context of a form that changes what there is. */
export interface SubscriptionFormContext extends ChangeFormContext {
  readonly subscription: SubscriptionView;
}

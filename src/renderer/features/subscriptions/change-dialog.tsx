import { Skeleton, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { AccountView, SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { assertNever } from "../../../shared/errors.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { CancelForm } from "./cancel-form.tsx";
import { AddDiscountForm, RemoveDiscountForm } from "./discount-forms.tsx";
import type { ChangeType } from "./offered-changes.ts";
import { PlanForm } from "./plan-form.tsx";
import { ResumeForm } from "./resume-form.tsx";
import { SeatsForm } from "./seats-form.tsx";
import { StartForm } from "./start-form.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";
import { EndTrialForm, ExtendTrialForm } from "./trial-forms.tsx";

interface ChangeDialogProps {
  readonly accountId: string;
  readonly type: ChangeType;
  readonly onClose: () => void;
}

/** What the forms start from: as it was when the dialog opened, so that nothing that was typed goes with a change elsewhere. */
interface StartingPoint {
  readonly account: AccountView;
  readonly subscription: SubscriptionView | null;
  readonly today: string;
  readonly isEligibleForTrial: boolean;
}

/**
 * Starts or changes an account's subscription, with what that does shown before it is done. What changes elsewhere meanwhile
 * shows in the preview, which is always the engine's fresh one.
 */
export function ChangeDialog({ accountId, type, onClose }: ChangeDialogProps) {
  const account = useEngineQuery("accounts.get", { accountId });
  const state = useEngineQuery("subscriptions.get", { accountId });
  const plans = useEngineQuery("plans.list", {});
  const [start, setStart] = useState<StartingPoint | null>(null);
  if (start === null && account.data && state.data && plans.data) {
    const { subscription, today, isEligibleForTrial } = state.data;
    setStart({ account: account.data, subscription, today, isEligibleForTrial });
  }
  const error = start === null ? (account.error ?? state.error ?? plans.error) : null;
  return (
    <Dialog
      onClose={onClose}
      size={860}
      title={
        <>
          {subscriptionsText.titles[type]}{" "}
          <Text span c="dimmed">
            {account.data && subscriptionsText.forAccount(account.data.name)}
          </Text>
        </>
      }
    >
      {error && <ErrorNotice error={error} />}
      {start && formFor(type, start, plans.data?.plans ?? [], onClose)}
      {!start && !error && <Skeleton h={460} aria-label={subscriptionsText.loading} />}
    </Dialog>
  );
}

/** @param plans as they are now: one that was made elsewhere since can be chosen as well. */
function formFor(type: ChangeType, start: StartingPoint, plans: readonly PlanView[], onClose: () => void): ReactNode {
  const { account, subscription, today, isEligibleForTrial } = start;
  const context = { account, today, onClose };
  if (type === "start") return <StartForm {...context} plans={plans} isEligibleForTrial={isEligibleForTrial} />;
  // It was offered for a subscription that has ended since; there is nothing to change any more.
  if (subscription === null) return <ErrorNotice error={subscriptionsText.gone} />;
  switch (type) {
    case "plan":
      return <PlanForm {...context} subscription={subscription} plans={plans} />;
    case "seats":
      return <SeatsForm {...context} subscription={subscription} />;
    case "cancel":
      return <CancelForm {...context} subscription={subscription} />;
    case "resume":
      return <ResumeForm {...context} subscription={subscription} />;
    case "extend_trial":
      return <ExtendTrialForm {...context} subscription={subscription} />;
    case "end_trial":
      return <EndTrialForm {...context} subscription={subscription} />;
    case "add_discount":
      return <AddDiscountForm {...context} subscription={subscription} />;
    case "remove_discount":
      return <RemoveDiscountForm {...context} subscription={subscription} />;
    default:
      return assertNever(type);
  }
}

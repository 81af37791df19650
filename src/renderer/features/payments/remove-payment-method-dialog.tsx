import { Text } from "@mantine/core";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { paymentsText } from "./payments-text.ts";
import { notice } from "../../foundation/notice.tsx";
import { toldText } from "../../foundation/refusal-text.ts";

interface RemovePaymentMethodDialogProps {
  readonly method: PaymentMethodView;
  readonly onClose: () => void;
}

const words = paymentsText.removing;

/** Asks before a way to pay is removed. */
export function RemovePaymentMethodDialog({ method, onClose }: RemovePaymentMethodDialogProps) {
  return (
    <ConfirmDialog
      title={words.title}
      cancel={words.cancel}
      confirm={words.confirm}
      command="paymentMethods.remove"
      input={{ paymentMethodId: method.id }}
      onDone={() => notice(words.done(toldText({ message: method.label })))}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm" fw={600}>
        {toldText({ message: method.label })}
      </Text>
      <Text size="sm">{words.explain}</Text>
    </ConfirmDialog>
  );
}

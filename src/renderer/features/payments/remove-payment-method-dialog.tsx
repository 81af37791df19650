import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { paymentsText } from "./payments-text.ts";

interface RemovePaymentMethodDialogProps {
  readonly method: PaymentMethodView;
  readonly onClose: () => void;
}

const words = paymentsText.removing;

/** Asks before a way to pay is removed. */
export function RemovePaymentMethodDialog({ method, onClose }: RemovePaymentMethodDialogProps) {
  const removing = useEngineCommand("paymentMethods.remove");
  const remove = async () => {
    try {
      await removing.run({ paymentMethodId: method.id });
      onClose();
      notifications.show({ message: words.done(method.label) });
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog onClose={onClose} title={words.title}>
      <Stack gap="sm">
        <Text size="sm" fw={600}>
          {method.label}
        </Text>
        <Text size="sm">{words.explain}</Text>
        {removing.error && <ErrorNotice error={removing.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={remove}
          isPending={removing.isPending}
          isDestructive
        />
      </Stack>
    </Dialog>
  );
}

import { Alert, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { paymentsText } from "./payments-text.ts";
import { notice } from "../../foundation/notice.tsx";
import { toldText } from "../../foundation/refusal-text.ts";

interface AddPaymentMethodDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

type Kind = PaymentMethodView["kind"];
const kinds: readonly Kind[] = ["card", "bank_debit", "transfer"];
const words = paymentsText.adding;

/**
 * Adds a way to pay (BEHAVIOUR 9.2). Cards and bank accounts are the test gateway's, which says of each what it does; a transfer
 * waits for an operator.
 */
export function AddPaymentMethodDialog({ accountId, onClose }: AddPaymentMethodDialogProps) {
  const tokens = useEngineQuery("paymentMethods.testTokens", {});
  const [kind, setKind] = useState<Kind>("card");
  const [token, setToken] = useState<string | null>(null);
  const [label, setLabel] = useState("");
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const adding = useEngineCommand("paymentMethods.add");
  const offered = (tokens.data?.tokens ?? []).filter((each) => each.kind === kind);
  const needsToken = kind !== "transfer";

  const add = async () => {
    setWasSubmitted(true);
    if (needsToken && token === null) return;
    try {
      await adding.run({
        accountId,
        kind,
        gateway: needsToken ? "test" : "manual",
        token: needsToken ? token : null,
        label: label.trim() === "" ? null : label.trim(),
      });
      onClose();
      notice(words.done);
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm checksItself onSubmit={add}>
        <Stack gap="sm">
          <SegmentedControl
            fullWidth
            aria-label={words.kind}
            data={kinds.map((value) => ({ value, label: words.kinds[value] }))}
            value={kind}
            onChange={(value) => {
              setKind(value);
              setToken(null);
            }}
          />
          {needsToken ? (
            <>
              <Alert color="yellow" icon={<IconFlask aria-hidden="true" />}>
                {words.testGateway}
              </Alert>
              <Choice
                data-autofocus
                required
                label={words.token[kind]}
                placeholder={words.chooseToken}
                data={offered.map((each) => ({ value: each.token, label: toldText({ message: each.label }) }))}
                value={token}
                onChange={setToken}
                error={wasSubmitted && token === null ? words.tokenMissing : null}
              />
            </>
          ) : (
            <Text size="sm">{words.transferHint}</Text>
          )}
          <TextInput
            label={words.label}
            description={words.labelHint}
            maxLength={100}
            value={label}
            onChange={({ currentTarget }) => setLabel(currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            {words.becomesDefault}
          </Text>
          {tokens.error && <ErrorNotice error={tokens.error} onRetry={() => void tokens.refetch()} />}
          {adding.error && <ErrorNotice error={adding.error} />}
          <FormButtons cancel={words.cancel} submit={words.confirm} onCancel={onClose} isPending={adding.isPending} />
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}

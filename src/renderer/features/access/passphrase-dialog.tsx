import { PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useEngineRecord } from "../../foundation/engine.ts";
import { NewPassphraseField, passphraseProblem } from "./operator-fields.tsx";
import { operatorsText } from "./operators-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = operatorsText.passphrase;

interface PassphraseDialogProps {
  readonly operator: OperatorView;
  /** One's own is changed by who knows the one before. */
  readonly isOwn: boolean;
  readonly onClose: () => void;
}

/** Sets a passphrase. */
export function PassphraseDialog({ operator, isOwn, onClose }: PassphraseDialogProps) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const setting = useEngineRecord("operators.setPassphrase");
  const asksForCurrent = isOwn && operator.hasPassphrase;

  const save = async () => {
    setWasTried(true);
    if (passphraseProblem(next) !== null || (asksForCurrent && current === "")) return;
    try {
      await setting.run({
        operatorId: operator.id,
        currentPassphrase: asksForCurrent ? current : null,
        passphrase: next,
      });
      onClose();
      notice(words.saved(operator.name));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={isOwn ? words.own : words.title(operator.name)}>
      <SubmitForm checksItself onSubmit={save}>
        <Stack gap="sm">
          {asksForCurrent && (
            <PasswordInput
              data-autofocus
              required
              label={words.current}
              maxLength={1000}
              autoComplete="current-password"
              value={current}
              error={wasTried && current === "" && operatorsText.form.missing}
              onChange={({ currentTarget }) => setCurrent(currentTarget.value)}
            />
          )}
          <NewPassphraseField
            label={words.next}
            description={words.nextHint}
            value={next}
            wasTried={wasTried}
            onChange={setNext}
          />
          {setting.error && <ErrorNotice error={setting.error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={setting.isPending} />
      </SubmitForm>
    </Dialog>
  );
}

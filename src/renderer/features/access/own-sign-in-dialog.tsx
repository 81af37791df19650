import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useEngineCommand, useEngineRecord } from "../../foundation/engine.ts";
import { NameFields, NewPassphraseField, passphraseProblem } from "./operator-fields.tsx";
import { operatorsText } from "./operators-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = operatorsText.form;

interface OwnSignInDialogProps {
  readonly operator: OperatorView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Before a second operator is added, the first one is given what they will sign in by. */
export function OwnSignInDialog({ operator, onClose, onDone }: OwnSignInDialogProps) {
  const [form, setForm] = useState({ name: operator.name, signInName: operator.signInName ?? "" });
  const [passphrase, setPassphrase] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const updating = useEngineCommand("operators.update");
  const setting = useEngineRecord("operators.setPassphrase");
  const error = updating.error ?? setting.error;

  const save = async () => {
    setWasTried(true);
    const isMissing = form.name.trim() === "" || form.signInName.trim() === "";
    if (isMissing || passphraseProblem(passphrase) !== null) return;
    try {
      await updating.run({ operatorId: operator.id, ...form });
      await setting.run({ operatorId: operator.id, passphrase });
      notice(words.ready);
      onDone();
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.ownTitle}>
      <SubmitForm checksItself onSubmit={save}>
        <Stack gap="sm">
          <Text size="sm">{words.ownExplain}</Text>
          <NameFields {...form} wasTried={wasTried} onChange={(change) => setForm({ ...form, ...change })} />
          <NewPassphraseField
            label={words.ownPassphrase}
            description={words.passphraseHint}
            value={passphrase}
            wasTried={wasTried}
            onChange={setPassphrase}
          />
          {error && <ErrorNotice error={error} />}
        </Stack>
        <FormButtons
          cancel={words.cancel}
          submit={words.save}
          onCancel={onClose}
          isPending={updating.isPending || setting.isPending}
        />
      </SubmitForm>
    </Dialog>
  );
}

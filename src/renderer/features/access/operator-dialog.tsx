import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { roles, type Role } from "../../../shared/contract/rights.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useEngineCommand, useEngineRecord } from "../../foundation/engine.ts";
import { NameFields, NewPassphraseField, passphraseProblem } from "./operator-fields.tsx";
import { operatorsText } from "./operators-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = operatorsText.form;

interface OperatorDialogProps {
  /** Null: a new one is added. */
  readonly operator: OperatorView | null;
  readonly onClose: () => void;
}

/** Adds an operator with a first passphrase, or changes how one is called and what they may do. */
export function OperatorDialog({ operator, onClose }: OperatorDialogProps) {
  const [form, setForm] = useState({ name: operator?.name ?? "", signInName: operator?.signInName ?? "" });
  // Who has no name to sign in by because the single sign-on knows them needs none.
  const signsOn = operator !== null && operator.identity !== null && operator.signInName === null;
  const [role, setRole] = useState<Role>(operator?.role ?? "clerk");
  const [passphrase, setPassphrase] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const creating = useEngineCommand("operators.create");
  const updating = useEngineCommand("operators.update");
  const setting = useEngineRecord("operators.setPassphrase");
  const error = creating.error ?? updating.error ?? setting.error;

  const add = async () => {
    // Tried again with the same content it is the same operator, whose passphrase alone is missing then.
    const { operator: added } = await creating.run({ ...form, role });
    await setting.run({ operatorId: added.id, passphrase });
    notice(words.added(added.name));
  };
  const save = async () => {
    setWasTried(true);
    const isNameless = form.signInName.trim() === "";
    if (form.name.trim() === "" || (isNameless && !signsOn)) return;
    if (operator === null && passphraseProblem(passphrase) !== null) return;
    try {
      if (operator === null) await add();
      else {
        const { operator: saved } = await updating.run({
          operatorId: operator.id,
          name: form.name,
          ...(!isNameless && { signInName: form.signInName }),
          role,
        });
        notice(words.saved(saved.name));
      }
      onClose();
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={operator === null ? words.addTitle : words.editTitle(operator.name)}>
      <SubmitForm checksItself onSubmit={save}>
        <Stack gap="sm">
          <NameFields
            {...form}
            needsSignInName={!signsOn}
            wasTried={wasTried}
            onChange={(change) => setForm({ ...form, ...change })}
          />
          <Radio.Group
            label={words.role}
            {...(operator?.identity && { description: words.roleOfGroups })}
            value={role}
            onChange={(value) => setRole(value)}
          >
            <Stack gap="xs" my={4}>
              {roles.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={operatorsText.roles[each].label}
                  description={operatorsText.roles[each].hint}
                />
              ))}
            </Stack>
          </Radio.Group>
          {operator === null && (
            <NewPassphraseField
              label={words.passphrase}
              description={`${words.passphraseHint} ${words.firstHint}`}
              value={passphrase}
              wasTried={wasTried}
              onChange={setPassphrase}
            />
          )}
          {error && <ErrorNotice error={error} />}
        </Stack>
        <FormButtons
          cancel={words.cancel}
          submit={operator === null ? words.add : words.save}
          onCancel={onClose}
          isPending={creating.isPending || updating.isPending || setting.isPending}
        />
      </SubmitForm>
    </Dialog>
  );
}

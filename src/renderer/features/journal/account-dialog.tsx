import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { journalAccountTypes } from "../../../shared/contract/export-formats.ts";
import type { JournalAccount, JournalRule } from "../../../shared/contract/journal.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { journalText } from "./journal-text.ts";
import { postedText } from "./posted-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = journalText.edit;
const numberForm = /^[0-9A-Z][0-9A-Z-]{0,19}$/u;

interface AccountDialogProps {
  /** Whose account is changed; null: of one that has none of its own yet. */
  readonly rule: JournalRule | null;
  readonly withoutOwn: readonly JournalRule[];
  readonly onClose: () => void;
}

/** Says to which account of the general ledger something is posted. */
export function AccountDialog({ rule, withoutOwn, onClose }: AccountDialogProps) {
  const [chosen, setChosen] = useState(0);
  const posted = rule ?? withoutOwn[chosen];
  const [number, setNumber] = useState(rule?.account.number ?? "");
  const [name, setName] = useState(rule?.account.name ?? "");
  const [type, setType] = useState<JournalAccount["type"]>(posted?.account.type ?? "income");
  const [wasTried, setWasTried] = useState(false);
  const setting = useEngineCommand("journal.setAccounts");
  const isNumber = numberForm.test(number.trim());

  const save = async (account: JournalAccount | null) => {
    if (!posted) return;
    try {
      await setting.run({ accounts: [{ role: posted.role, subject: posted.subject, account }] });
      onClose();
      notice(words.saved);
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };
  const submit = async () => {
    setWasTried(true);
    if (isNumber && name.trim() !== "") await save({ number: number.trim(), name: name.trim(), type });
  };

  return (
    <Dialog onClose={onClose} title={rule ? postedText(rule) : words.addTitle}>
      <SubmitForm checksItself onSubmit={submit}>
        <Stack gap="sm">
          {!rule && (
            <Choice
              label={words.what}
              value={String(chosen)}
              data={withoutOwn.map((each, index) => ({ value: String(index), label: postedText(each) }))}
              onChange={(index) => index !== null && setChosen(Number(index))}
              allowDeselect={false}
            />
          )}
          <TextInput
            data-autofocus
            required
            label={words.number}
            description={words.numberHint}
            maxLength={20}
            w={180}
            value={number}
            error={wasTried && !isNumber && words.numberWrong}
            onChange={({ currentTarget }) => setNumber(currentTarget.value)}
          />
          <TextInput
            required
            label={words.name}
            maxLength={60}
            value={name}
            error={wasTried && name.trim() === "" && words.nameMissing}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <Choice<JournalAccount["type"]>
            label={words.type}
            w={180}
            value={type}
            data={journalAccountTypes.map((value) => ({ value, label: journalText.types[value] }))}
            onChange={(chosenType) => chosenType !== null && setType(chosenType)}
            allowDeselect={false}
          />
          {rule && rule.subject !== "" && (
            <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => void save(null)}>
              {words.asOthers}
            </Button>
          )}
          {setting.error && <ErrorNotice error={setting.error} />}
        </Stack>
        <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={setting.isPending} />
      </SubmitForm>
    </Dialog>
  );
}

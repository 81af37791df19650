import { Button, Group, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { useBook } from "../../foundation/book.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { currencyNameOf, timeZoneNames } from "../../foundation/regional.ts";
import { Choice } from "../../components/choice.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { accountsText } from "./accounts-text.ts";
import { Dialog } from "../../components/dialog.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";

type AccountKind = "user" | "organization";

interface NewAccountDialogProps {
  /** What the list shows is what is likeliest to be added. */
  readonly kind: AccountKind;
  readonly onClose: () => void;
  readonly onCreated: (accountId: string) => void;
}

const words = accountsText.create;
const currencyOptions = currencyCodes.map((code) => ({ value: code, label: `${code} · ${currencyNameOf(code)}` }));

/** Adds a user or an organization. */
export function NewAccountDialog({ kind: initialKind, onClose, onCreated }: NewAccountDialogProps) {
  const book = useBook();
  const [kind, setKind] = useState(initialKind);
  const [name, setName] = useState("");
  const [contact, setContact] = useState("");
  const [currency, setCurrency] = useState(book.currency);
  const [timeZone, setTimeZone] = useState(book.timeZone);
  const create = useEngineCommand("accounts.create");

  const save = () => {
    const trimmedContact = contact.trim();
    const input = { kind, name, contact: trimmedContact === "" ? null : trimmedContact, currency, timeZone };
    // A refusal is shown from the command's state; nothing that was typed is lost.
    create.run(input).then(
      ({ accountId }) => onCreated(accountId),
      () => undefined,
    );
  };

  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm onSubmit={save}>
        <Stack gap="md">
          <SegmentedControl
            fullWidth
            aria-label={words.kind}
            value={kind}
            onChange={(value) => setKind(value === "user" ? "user" : "organization")}
            data={[
              { value: "organization", label: accountsText.kindNames.organization },
              { value: "user", label: accountsText.kindNames.user },
            ]}
          />
          <TextInput
            label={words.name}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            required
            maxLength={200}
            data-autofocus
          />
          <TextInput
            label={words.contact[kind]}
            value={contact}
            onChange={({ currentTarget }) => setContact(currentTarget.value)}
            maxLength={320}
          />
          <Choice
            label={words.currency}
            description={words.currencyHint}
            data={currencyOptions}
            value={currency}
            onChange={(value) => value !== null && setCurrency(value)}
            allowDeselect={false}
          />
          <Choice
            label={words.timeZone}
            description={words.timeZoneHint}
            data={timeZoneNames}
            value={timeZone}
            onChange={(value) => value !== null && setTimeZone(value)}
            allowDeselect={false}
            limit={50}
          />
          {create.error && <ErrorNotice error={create.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
              {words.save}
            </Button>
          </Group>
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}

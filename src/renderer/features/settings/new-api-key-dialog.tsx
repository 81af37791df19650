import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import { makeApiKey, type NewApiKey } from "../../../shared/api-key.ts";
import { apiScopes } from "../../../shared/contract/rights.ts";
import { useBook } from "../../foundation/book.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { DayInput } from "../../components/day-input.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { emptyApiKeyForm, readApiKey, type ApiKeyForm } from "./api-key-form.ts";
import { settingsText } from "./settings-text.ts";
import { ShownOnce } from "./shown-once.tsx";

const words = settingsText.newApiKey;

/** Makes a key of the Backend API, and then shows its secret, this once. */
export function NewApiKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  return made ? (
    <Dialog onClose={onClose} title={settingsText.newSecret.title(made.name)} closesOnClickOutside={false}>
      <ShownOnce secret={made.secret} words={settingsText.newSecret} onClose={onClose} />
    </Dialog>
  ) : (
    <Dialog onClose={onClose} title={words.title}>
      <NewApiKeyForm onClose={onClose} onMade={(name, secret) => setMade({ name, secret })} />
    </Dialog>
  );
}

interface NewApiKeyFormProps {
  readonly onClose: () => void;
  readonly onMade: (name: string, secret: string) => void;
}

function NewApiKeyForm({ onClose, onMade }: NewApiKeyFormProps) {
  const { nowMs, today, timeZone } = useBook();
  const [form, setForm] = useState(emptyApiKeyForm);
  const [wasTried, setWasTried] = useState(false);
  // What was sent, with its key: sent again, it is the same key, so that an answer that was lost leaves no second one behind.
  const sent = useRef<{ readonly content: string; readonly newKey: Promise<NewApiKey> } | null>(null);
  const creating = useEngineCommand("apiKeys.create");
  const { input, problems } = readApiKey(form, today, timeZone);
  const shown = wasTried ? problems : {};
  const set = (change: Partial<ApiKeyForm>) => {
    setForm((before) => ({ ...before, ...change }));
    if (creating.error) creating.clearError();
  };

  const save = async () => {
    setWasTried(true);
    if (input === null) return;
    const content = JSON.stringify(input);
    if (sent.current?.content !== content) sent.current = { content, newKey: makeApiKey(crypto, nowMs) };
    const { keyId, secret, secretHash } = await sent.current.newKey;
    try {
      const { key } = await creating.run({ keyId, secretHash, ...input });
      onMade(key.name, secret);
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={save}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          required
          label={words.name}
          description={words.nameHint}
          maxLength={100}
          autoComplete="off"
          value={form.name}
          error={shown.name}
          onChange={({ currentTarget: { value: name } }) => set({ name })}
        />
        <Checkbox.Group
          required
          label={words.scopes}
          value={[...form.scopes]}
          error={shown.scopes}
          onChange={(chosen) => set({ scopes: apiScopes.filter((scope) => chosen.includes(scope)) })}
        >
          <Stack gap="xs" my={4}>
            {apiScopes.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={words.scope[scope].label}
                description={words.scope[scope].hint}
                error={shown.scopes !== undefined}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <SegmentedField
          label={words.expiry}
          value={form.expiry}
          options={[
            { value: "never", label: words.never },
            { value: "date", label: words.onDate },
          ]}
          onChange={(expiry) => set({ expiry })}
        />
        {form.expiry === "date" && (
          <DayInput
            required
            label={words.date}
            description={words.dateHint(timeZone)}
            value={form.expiresOn}
            error={shown.expiresOn}
            onChange={(expiresOn) => set({ expiresOn })}
          />
        )}
        {creating.error && <ErrorNotice error={creating.error} />}
      </Stack>
      <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={creating.isPending} />
    </SubmitForm>
  );
}

import { Checkbox, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { EngineError } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { eventGroups, eventText, type WantedEventType } from "./webhook-events.ts";
import { readWebhook, type ReadWebhook, type WebhookForm } from "./webhook-form.ts";
import classes from "./webhooks.module.css";
import { webhooksText } from "./webhooks-text.ts";

interface WebhookFieldsProps {
  readonly initial: WebhookForm;
  readonly submit: string;
  /** The command that the form ends in. */
  readonly command: {
    readonly error: EngineError | null;
    readonly isPending: boolean;
    readonly clearError: () => void;
  };
  readonly onCancel: () => void;
  /** Runs the command; where it is refused, the refusal stands in the form. */
  readonly onSubmit: (input: NonNullable<ReadWebhook["input"]>) => Promise<void>;
}

const words = webhooksText.form;

/** Where a webhook is, what it is for, and which events it is told. */
export function WebhookFields({ initial, submit, command, onCancel, onSubmit }: WebhookFieldsProps) {
  const [form, setForm] = useState(initial);
  const [wasTried, setWasTried] = useState(false);
  const { input, problems } = readWebhook(form);
  const shown = wasTried ? problems : {};
  const set = (change: Partial<WebhookForm>) => {
    setForm((before) => ({ ...before, ...change }));
    if (command.error) command.clearError();
  };
  const save = () => {
    setWasTried(true);
    if (input !== null) onSubmit(input).catch(() => undefined);
  };
  return (
    <SubmitForm checksItself onSubmit={save}>
      <Stack gap="sm">
        <TextInput
          data-autofocus
          required
          label={words.address}
          description={words.addressHint}
          inputMode="url"
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          value={form.address}
          error={shown.address}
          onChange={({ currentTarget: { value: address } }) => set({ address })}
        />
        <TextInput
          label={words.description}
          description={words.descriptionHint}
          maxLength={200}
          autoComplete="off"
          value={form.description}
          onChange={({ currentTarget: { value: description } }) => set({ description })}
        />
        <SegmentedField
          label={words.events}
          value={form.wants}
          options={[
            { value: "all", label: words.allEvents },
            { value: "chosen", label: words.chosenEvents },
          ]}
          onChange={(wants) => set({ wants })}
        />
        {form.wants === "chosen" && (
          <EventTypes
            chosen={form.eventTypes}
            problem={shown.eventTypes}
            onChange={(eventTypes) => set({ eventTypes })}
          />
        )}
        {command.error && <ErrorNotice error={command.error} />}
      </Stack>
      <FormButtons cancel={words.cancel} submit={submit} onCancel={onCancel} isPending={command.isPending} />
    </SubmitForm>
  );
}

interface EventTypesProps {
  readonly chosen: readonly WantedEventType[];
  readonly problem: string | undefined;
  readonly onChange: (chosen: readonly WantedEventType[]) => void;
}

/** The events to choose from, by subject. */
function EventTypes({ chosen, problem, onChange }: EventTypesProps) {
  return (
    <Checkbox.Group aria-label={words.chosenEvents} value={[...chosen]} error={problem} onChange={onChange}>
      <div className={classes.groups}>
        {eventGroups.map(({ label, types }) => (
          <fieldset key={label} className={classes.group}>
            <legend>{label}</legend>
            <Stack gap={6} mt={4}>
              {types.map((type) => (
                <Checkbox key={type} value={type} label={eventText(type)} error={problem !== undefined} />
              ))}
            </Stack>
          </fieldset>
        ))}
      </div>
    </Checkbox.Group>
  );
}

import { Button, Checkbox, Stack, Text, TextInput, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { ErrorView } from "../../shared/errors.ts";
import { currencyCodes } from "../../shared/money/currencies.ts";
import { Choice } from "../components/choice.tsx";
import { ErrorNotice } from "../components/error-notice.tsx";
import { SubmitForm } from "../components/submit-form.tsx";
import { RestoreChoice } from "../features/book/restore-choice.tsx";
import { useEngineCommand } from "../foundation/engine.ts";
import { SampleChoice } from "./sample-choice.tsx";
import { TeamChoice } from "./team-choice.tsx";
import { operatorLocale } from "../foundation/locale.ts";
import { currencyNameOf, systemTimeZone, timeZoneNames, usualCurrencyOf } from "../foundation/regional.ts";
import classes from "./start-pages.module.css";
import { text } from "../foundation/text.ts";

interface WelcomeProps {
  readonly missing: ErrorView;
  readonly onCreated: () => void;
}

const currencyOptions = currencyCodes.map((code) => ({ value: code, label: `${code} · ${currencyNameOf(code)}` }));

/** The first start: there is no book at the path, so one is made. */
export function Welcome({ missing, onCreated }: WelcomeProps) {
  const [name, setName] = useState("");
  const [timeZone, setTimeZone] = useState(systemTimeZone);
  const [currency, setCurrency] = useState(() => usualCurrencyOf(operatorLocale));
  const [isForTrying, setForTrying] = useState(false);
  const create = useEngineCommand("book.create");
  const nameField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    nameField.current?.focus();
  }, []);

  return (
    <main className={classes.page}>
      <SubmitForm
        className={classes.sheet}
        onSubmit={() => {
          // A refusal is shown from the command's state; the form stays as it is.
          create.run({ name, timeZone, currency, isForTrying }).then(onCreated, () => undefined);
        }}
      >
        <Stack gap="md">
          <Title order={1} size="h2">
            {text.welcome.title}
          </Title>
          <Text className={classes.message}>
            {missing.message} {text.welcome.explanation}
          </Text>
          <TextInput
            label={text.welcome.name}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            required
            maxLength={120}
            ref={nameField}
          />
          <Choice
            label={text.welcome.timeZone}
            description={text.welcome.timeZoneHint}
            data={timeZoneNames}
            value={timeZone}
            onChange={(value) => value !== null && setTimeZone(value)}
            allowDeselect={false}
            limit={50}
          />
          <Choice
            label={text.welcome.currency}
            description={text.welcome.currencyHint}
            data={currencyOptions}
            value={currency}
            onChange={(value) => value !== null && setCurrency(value)}
            allowDeselect={false}
          />
          <Checkbox
            label={text.welcome.forTrying}
            description={text.welcome.forTryingHint}
            checked={isForTrying}
            onChange={({ currentTarget }) => setForTrying(currentTarget.checked)}
          />
          {create.error && <ErrorNotice error={create.error} />}
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
            {text.welcome.create}
          </Button>
          <SampleChoice />
          <TeamChoice />
          <RestoreChoice />
        </Stack>
      </SubmitForm>
    </main>
  );
}

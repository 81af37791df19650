import { Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { forgetAnswers, useEngineRecord } from "../../foundation/engine.ts";
import { operatorsText } from "./operators-text.ts";
import classes from "./sign-in.module.css";

const words = operatorsText.signIn;

/** Mantine's dialogs, which may lie behind, close at Esc wherever it is pressed, but for this. */
const keepsDialogsOpen = { "data-mantine-stop-propagation": "true" };

interface SignInFormProps {
  readonly title: string;
  readonly explain: string;
  /** Who was there before; empty for nobody. */
  readonly lastName: string;
  /** Told before anything is asked in the new name. */
  readonly onSignedIn?: (operator: OperatorView) => void;
}

/** Asks who somebody is. The field that is left to be filled has the focus. */
export function SignInForm({ title, explain, lastName, onSignedIn }: SignInFormProps) {
  const queryClient = useQueryClient();
  const signing = useEngineRecord("operators.signIn");
  const [signInName, setSignInName] = useState(lastName);
  const [passphrase, setPassphrase] = useState("");
  const nameField = useRef<HTMLInputElement>(null);
  const passphraseField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    (lastName === "" ? nameField : passphraseField).current?.focus();
  }, [lastName]);

  const signIn = async () => {
    try {
      const { operator } = await signing.run({ signInName, passphrase });
      onSignedIn?.(operator);
      forgetAnswers(queryClient);
    } catch {
      // The refusal stands in the form. What was tried is wrong or late, so it is typed anew.
      setPassphrase("");
      passphraseField.current?.focus();
    }
  };

  return (
    <form
      className={classes.sheet}
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      <Stack gap="md">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text>{explain}</Text>
        <TextInput
          ref={nameField}
          required
          label={words.name}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          value={signInName}
          onChange={({ currentTarget }) => setSignInName(currentTarget.value)}
          {...keepsDialogsOpen}
        />
        <PasswordInput
          ref={passphraseField}
          required
          label={words.passphrase}
          name="password"
          autoComplete="current-password"
          maxLength={1000}
          value={passphrase}
          onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          {...keepsDialogsOpen}
        />
        {signing.error && <ErrorNotice error={signing.error} />}
        <Button type="submit" loading={signing.isPending} {...keepsDialogsOpen}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

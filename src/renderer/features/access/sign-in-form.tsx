import { Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { EngineError, nextOperator, useEngineQuery, useEngineRecord, useIsLeft } from "../../foundation/engine.ts";
import { forgetAnswers } from "../../foundation/engine-events.ts";
import { signOnAddress, signOnRefusal } from "../../foundation/sign-on.ts";
import { platform } from "../../platform/platform.ts";
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
  /** Told who it is before anything is asked in the new name. */
  readonly onSignedIn?: (operatorId: string) => void;
  /** Whether something stands behind the form that is to be kept, so that a single sign-on goes on in a tab of its own. */
  readonly keepsPage?: true;
}

/** Asks who somebody is. The field that is left to be filled has the focus. */
export function SignInForm({ title, explain, lastName, onSignedIn, keepsPage }: SignInFormProps) {
  const queryClient = useQueryClient();
  const signOn = useEngineQuery("operators.current", {}).data?.signOn;
  const takesPassphrases = signOn?.allowsPassphrases !== false;
  const isLeft = useIsLeft();
  const [isElsewhere, setIsElsewhere] = useState(false);
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
      onSignedIn?.(operator.id);
      forgetAnswers(queryClient);
    } catch {
      // The refusal stands in the form. What was tried is wrong or late, so it is typed anew.
      setPassphrase("");
      passphraseField.current?.focus();
    }
  };

  /** In the tab that it is opened in, everything is as here; who has signed in there has done so for this browser. */
  const signOnElsewhere = async () => {
    setIsElsewhere(true);
    await platform.openExternal(signOnAddress());
    for (;;) {
      try {
        const operatorId = await nextOperator(isLeft);
        if (operatorId === null) return;
        onSignedIn?.(operatorId);
        forgetAnswers(queryClient);
        return;
      } catch (error) {
        // Nobody answers now; somebody will.
        if (!(error instanceof EngineError)) throw error;
      }
    }
  };

  return (
    <SubmitForm className={classes.sheet} onSubmit={signIn}>
      <Stack gap="md">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text>{explain}</Text>
        {signOn && (
          <Button
            variant={takesPassphrases ? "default" : "filled"}
            onClick={() => (keepsPage ? void signOnElsewhere() : window.location.assign(signOnAddress()))}
            {...keepsDialogsOpen}
          >
            {words.signOn(signOn.name)}
          </Button>
        )}
        {isElsewhere && <Text size="sm">{words.elsewhere}</Text>}
        {signOn && signOnRefusal && <ErrorNotice error={signOnRefusal} />}
        {signOn && takesPassphrases && <Divider label={words.or} />}
        {takesPassphrases && (
          <>
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
          </>
        )}
      </Stack>
    </SubmitForm>
  );
}

import { Alert, Button, List, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import type { LinkView } from "../../../shared/contract/link.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { EngineError, useEngineRecord } from "../../foundation/engine.ts";
import { upstreamName } from "../../foundation/upstream.ts";
import { NewPassphraseField, passphraseProblem } from "../access/operator-fields.tsx";
import { linkText } from "./link-text.ts";
import classes from "./link.module.css";
import { notice } from "../../foundation/notice.tsx";

type Found = MethodOutput<"link.probe">;

const words = linkText.dialog;

interface LinkDialogProps {
  /** The link that gets another key; null: the book is linked. */
  readonly known: LinkView | null;
  readonly onClose: () => void;
}

/**
 * Links the book, or gives its link another key: first a look at what is there, then what linking does, then the passphrase. The key is in this
 * dialog alone and goes with it.
 */
export function LinkDialog({ known, onClose }: LinkDialogProps) {
  const [secretKey, setSecretKey] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const title = known ? words.keyTitle : words.linkTitle;
  return (
    <Dialog onClose={onClose} title={title} size="lg" closesOnClickOutside={false}>
      {found === null ? (
        <LookForm
          address={known?.address ?? null}
          onFound={(looked, key) => {
            setSecretKey(key);
            setFound(looked);
          }}
          onClose={onClose}
        />
      ) : (
        <ConfirmForm
          found={found}
          secretKey={secretKey}
          isNewKey={known !== null}
          onBack={() => {
            setSecretKey("");
            setFound(null);
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface LookFormProps {
  /** Given, it is the one that the book is linked to. */
  readonly address: string | null;
  readonly onFound: (found: Found, secretKey: string) => void;
  readonly onClose: () => void;
}

function LookForm({ address: known, onFound, onClose }: LookFormProps) {
  const [address, setAddress] = useState(known ?? "");
  const [secretKey, setSecretKey] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const looking = useEngineRecord("link.probe");
  const look = async () => {
    setWasTried(true);
    if (address.trim() === "" || secretKey.trim() === "") return;
    const given = { address: address.trim(), secretKey: secretKey.trim() };
    try {
      onFound(await looking.run(given), given.secretKey);
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };
  return (
    <SubmitForm checksItself onSubmit={look}>
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        <TextInput
          required
          label={words.address}
          description={words.addressHint}
          readOnly={known !== null}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          value={address}
          error={wasTried && address.trim() === "" && words.addressMissing}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          {...(known === null && { "data-autofocus": true })}
        />
        <PasswordInput
          required
          label={words.key}
          description={words.keyHint}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          value={secretKey}
          error={wasTried && secretKey.trim() === "" && words.keyMissing}
          onChange={({ currentTarget }) => setSecretKey(currentTarget.value)}
          {...(known !== null && { "data-autofocus": true })}
        />
        {looking.error && <ErrorNotice error={looking.error} />}
      </Stack>
      <FormButtons cancel={words.cancel} submit={words.look} onCancel={onClose} isPending={looking.isPending} />
    </SubmitForm>
  );
}

interface ConfirmFormProps {
  readonly found: Found;
  readonly secretKey: string;
  readonly isNewKey: boolean;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

function ConfirmForm({ found, secretKey, isNewKey, onBack, onClose }: ConfirmFormProps) {
  const [passphrase, setPassphrase] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const linking = useEngineRecord("link.create");
  const [isUnderPassphrase, setUnderPassphrase] = useState(!found.hasKeyStore);
  const upstream = upstreamName(found.address);
  const link = async () => {
    setWasTried(true);
    if (isUnderPassphrase && passphraseProblem(passphrase) !== null) return;
    try {
      await linking.run({
        address: found.address,
        secretKey,
        passphrase: isUnderPassphrase ? passphrase : null,
      });
      onClose();
      notice(isNewKey ? { message: words.keyGiven } : { title: words.linked(upstream), message: words.linkedHint });
    } catch (error) {
      // The refusal stands in the dialog, beside what was typed. A key store that is locked takes nothing, and then a passphrase helps.
      if (error instanceof EngineError && error.view.code === "link_passphrase_missing") setUnderPassphrase(true);
    }
  };
  return (
    <SubmitForm checksItself onSubmit={link}>
      <Stack gap="sm">
        <WhatIsThere found={found} />
        {!isNewKey && <WhatHappens upstream={upstream} accountsHere={found.accountsHere} />}
        {isUnderPassphrase ? (
          <NewPassphraseField
            label={words.passphrase}
            description={words.passphraseHint}
            value={passphrase}
            wasTried={wasTried}
            onChange={setPassphrase}
          />
        ) : (
          <Text size="sm">{words.keptBySystem}</Text>
        )}
        {linking.error && <ErrorNotice error={linking.error} />}
        <Button variant="subtle" size="compact-sm" style={{ alignSelf: "flex-start" }} onClick={onBack}>
          {words.back}
        </Button>
      </Stack>
      <FormButtons
        cancel={words.cancel}
        submit={isNewKey ? words.confirmKey : words.confirm}
        onCancel={onClose}
        isPending={linking.isPending}
      />
    </SubmitForm>
  );
}

function WhatIsThere({ found }: { readonly found: Found }) {
  const book = useBook();
  const { counts } = words;
  const { facts } = linkText;
  const currency = found.currency?.toUpperCase() ?? null;
  const rows = [
    [facts.address, found.address],
    [facts.instance, found.instanceId ?? facts.notKnown],
    [counts.users, countText(found.userCount)],
    [counts.organizations, countText(found.organizationCount)],
    [counts.plans, countText(found.planCount)],
    [counts.currency, currency ?? facts.notKnown],
    [counts.credit, creditText(found.readsCredit)],
    [counts.here, countText(found.accountsHere)],
  ] as const;
  return (
    <section aria-label={words.found}>
      <Title order={3} size="h6" mb={4}>
        {words.found}
      </Title>
      <dl className={classes.found}>
        {rows.map(([name, value], index) => (
          <div key={name} className={index < 2 ? classes.whole : undefined}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {found.readsCredit === false && (
        <Alert color="yellow" mt="xs">
          {words.noCreditWarning}
        </Alert>
      )}
      {currency !== null && currency !== book.currency && (
        <Alert color="yellow" mt="xs">
          {isCurrencyCode(currency) ? words.currencyOther(currency, book.currency) : words.currencyUnknown(currency)}
        </Alert>
      )}
    </section>
  );
}

function creditText(readsCredit: boolean | null): string {
  if (readsCredit === null) return words.creditNotTried;
  return readsCredit ? words.readsCredit : words.readsNoCredit;
}

function WhatHappens({ upstream, accountsHere }: { readonly upstream: string; readonly accountsHere: number }) {
  return (
    <section aria-label={words.whatHappens}>
      <Title order={3} size="h6" mb={4}>
        {words.whatHappens}
      </Title>
      <List size="sm" spacing={2}>
        {accountsHere > 0 && <List.Item>{words.matched}</List.Item>}
        <List.Item>{words.added}</List.Item>
        <List.Item>{words.sent}</List.Item>
        <List.Item>{words.bills(upstream)}</List.Item>
      </List>
    </section>
  );
}

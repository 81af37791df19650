import { SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { emptyChargeForm, readCharge, type ChargeForm } from "./charge-form.ts";
import { chargesText } from "./charges-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface AddChargeDialogProps {
  readonly account: AccountView;
  readonly onClose: () => void;
}

const words = chargesText.adding;

/** Adds a charge of its own to the account's next invoice. The paper behind shows it as soon as it is there. */
export function AddChargeDialog({ account, onClose }: AddChargeDialogProps) {
  const { currency } = account;
  const [form, setForm] = useState<ChargeForm>(emptyChargeForm);
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const adding = useEngineCommand("invoices.addCharge");
  const readMoney = useMoneyReader();
  const answer = readCharge(form, (typed) => readMoney(typed, currency));
  const problems = wasSubmitted && !answer.ok ? answer.problems : {};
  const change = (changes: Partial<ChargeForm>) => {
    setForm((before) => ({ ...before, ...changes }));
    if (adding.error) adding.clearError();
  };

  const add = async () => {
    setWasSubmitted(true);
    if (!answer.ok) return;
    try {
      await adding.run({ accountId: account.id, currency, ...answer.charge });
      onClose();
      notice(words.done(answer.charge.description));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title}>
      <SubmitForm checksItself onSubmit={add}>
        <Stack gap="sm">
          <Text size="sm">{words.explain}</Text>
          <TextInput
            data-autofocus
            required
            label={words.description}
            maxLength={200}
            value={form.description}
            error={problems.description}
            onChange={({ currentTarget }) => change({ description: currentTarget.value })}
          />
          <SimpleGrid cols={2} spacing="sm">
            <TextInput
              required
              label={words.quantity}
              inputMode="numeric"
              autoComplete="off"
              classNames={{ input: "tabular" }}
              value={form.quantity}
              error={problems.quantity}
              onChange={({ currentTarget }) => change({ quantity: currentTarget.value })}
            />
            <MoneyInput
              required
              label={words.unitPrice}
              currency={currency}
              value={form.unitPrice}
              onChange={(unitPrice) => change({ unitPrice })}
              error={problems.unitPrice}
            />
          </SimpleGrid>
          <MoneyInput
            label={words.discount}
            description={words.discountHint}
            currency={currency}
            value={form.discount}
            onChange={(discount) => change({ discount })}
            error={problems.discount}
          />
          <TaxChoice account={account} value={form.tax} onChange={(tax) => change({ tax })} />
          {adding.error && <ErrorNotice error={adding.error} />}
          <FormButtons cancel={words.cancel} submit={words.confirm} onCancel={onClose} isPending={adding.isPending} />
        </Stack>
      </SubmitForm>
    </Dialog>
  );
}

interface TaxChoiceProps {
  readonly account: AccountView;
  readonly value: string;
  readonly onChange: (tax: string) => void;
}

/** By the account's own rate, by another of the book, or not at all; an exempt account is never taxed, so nothing is asked. */
function TaxChoice({ account, value, onChange }: TaxChoiceProps) {
  const rates = useEngineQuery("taxRates.list", {}, { isEnabled: !account.isTaxExempt });
  if (account.isTaxExempt) return <Text size="sm">{words.exempt}</Text>;
  const own = account.taxRateName === null ? words.taxOfAccountNone : words.taxOfAccount(account.taxRateName);
  const others = (rates.data?.taxRates ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Choice
      label={words.tax}
      data={[
        { value: "account", label: own },
        { value: "nothing", label: words.noTax },
        ...(others.length > 0 ? [{ group: words.taxRates, items: others }] : []),
      ]}
      value={value}
      onChange={(tax) => tax !== null && onChange(tax)}
      allowDeselect={false}
    />
  );
}

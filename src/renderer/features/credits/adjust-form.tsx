import { Group, SegmentedControl, Select, Stack, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { ListedReason } from "../../../shared/contract/credits.ts";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput, readMoney } from "../../components/money-input.tsx";
import classes from "./adjust-form.module.css";
import { AdjustmentEffect } from "./adjustment-effect.tsx";
import { problemsOf, readAdjustment, readAmount, reasonsFor, type AdjustmentForm } from "./adjustment-form.ts";
import { useAdjustmentNotice } from "./adjustment-notice.tsx";
import { CreditTermsFields } from "./credit-terms-fields.tsx";
import { emptyTermsForm, readTerms } from "./credit-terms-form.ts";
import { creditsText } from "./credits-text.ts";
import { SubmitForm } from "../../components/submit-form.tsx";

interface AdjustFormProps {
  readonly account: AccountView;
  readonly reasons: readonly ListedReason[];
  readonly onClose: () => void;
}

/** What to adjust and what that does, side by side. */
export function AdjustForm({ account, reasons, onClose }: AdjustFormProps) {
  const [form, setForm] = useState<AdjustmentForm>({
    action: "increase",
    amountText: "",
    currency: account.currency,
    reasonCode: null,
    note: "",
    terms: emptyTermsForm,
  });
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const adjust = useEngineCommand("credits.adjust");
  const notice = useAdjustmentNotice();
  const amountField = useRef<HTMLInputElement>(null);
  // The form may come later than its dialog, when what it needs has been loaded.
  useEffect(() => {
    amountField.current?.focus();
  }, []);

  const change = (changes: Partial<AdjustmentForm>) => {
    setForm((before) => ({ ...before, ...changes }));
    // A refusal is about what was sent; it does not stay beside something else.
    if (adjust.error) adjust.clearError();
  };
  const amount = readAmount(readMoney(form.amountText, form.currency));
  const answer = readAdjustment(form, amount, reasons);
  const terms = form.action === "increase" ? readTerms(form.terms) : null;
  const typed = wasSubmitted && !answer.ok ? answer.problems : {};
  const problems = { ...problemsOf(adjust.error?.view ?? null), ...typed };
  const reasonOptions = reasonsFor(form.action, reasons).map(({ code, name }) => ({ value: code, label: name }));

  const save = async () => {
    setWasSubmitted(true);
    if (!answer.ok) return;
    try {
      const { entry } = await adjust.run({ accountId: account.id, ...answer.adjustment });
      notice.show(account.name, entry);
      onClose();
    } catch {
      // The refusal is shown beside the form from the command's state; what was typed stays.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={save}>
      <div className={classes.columns}>
        <Stack gap="sm">
          <SegmentedControl
            fullWidth
            aria-label={creditsText.direction.label}
            value={form.action}
            onChange={(value) => change({ action: value === "decrease" ? "decrease" : "increase" })}
            data={[
              { value: "increase", label: creditsText.direction.increase },
              { value: "decrease", label: creditsText.direction.decrease },
            ]}
          />
          <Group gap="xs" align="flex-start" wrap="nowrap">
            <MoneyInput
              ref={amountField}
              label={creditsText.amount}
              currency={form.currency}
              showsCurrency={false}
              value={form.amountText}
              onChange={(amountText) => change({ amountText })}
              error={problems.amount}
              required
              data-autofocus
              flex={1}
            />
            <Select
              label={creditsText.currency}
              data={currencyOptions(account)}
              value={form.currency}
              onChange={(currency) => currency !== null && change({ currency })}
              searchable
              allowDeselect={false}
              w={112}
            />
          </Group>
          <Select
            label={creditsText.reason}
            placeholder={creditsText.chooseReason}
            data={reasonOptions}
            value={reasonOptions.some(({ value }) => value === form.reasonCode) ? form.reasonCode : null}
            onChange={(reasonCode) => change({ reasonCode })}
            error={problems.reason}
            required
          />
          <Textarea
            label={creditsText.note}
            value={form.note}
            onChange={({ currentTarget }) => change({ note: currentTarget.value })}
            onKeyDown={(event) => {
              // Enter saves here as in every field; Shift+Enter starts a new line.
              if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
            error={problems.note}
            withAsterisk={reasons.find(({ code }) => code === form.reasonCode)?.needsNote === true}
            minRows={2}
            maxRows={5}
            autosize
          />
          {form.action === "increase" && (
            <CreditTermsFields
              terms={form.terms}
              problems={problems.terms ?? {}}
              onChange={(changes) => change({ terms: { ...form.terms, ...changes } })}
            />
          )}
        </Stack>
        <AdjustmentEffect
          account={account}
          action={form.action}
          currency={form.currency}
          amountMinor={amount.ok && terms?.ok !== false ? amount.amountMinor : null}
          terms={terms?.ok === true ? terms.terms : null}
          refusal={adjust.error}
        />
      </div>
      <FormButtons
        cancel={creditsText.cancel}
        submit={creditsText.save}
        onCancel={onClose}
        isPending={adjust.isPending}
      />
    </SubmitForm>
  );
}

function currencyOptions(account: AccountView) {
  const own = new Set([account.currency, ...account.balances.map(({ currency }) => currency)]);
  return [
    { group: creditsText.currencyOfAccount, items: [...own] },
    { group: creditsText.otherCurrencies, items: currencyCodes.filter((code) => !own.has(code)) },
  ];
}

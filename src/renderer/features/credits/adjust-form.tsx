import { Alert, Button, Group, SegmentedControl, Stack, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { ListedReason } from "../../../shared/contract/credits.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { reasonChoices } from "../../foundation/reason-names.ts";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { Choice } from "../../components/choice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput } from "../../components/money-input.tsx";
import classes from "./adjust-form.module.css";
import { AskFields } from "../approvals/ask-fields.tsx";
import { approvalsText } from "../approvals/approvals-text.ts";
import { AdjustmentEffect, useAdjustmentPreview } from "./adjustment-effect.tsx";
import { reasonsFor } from "./adjustment-form.ts";
import { MoreFields } from "./more-fields.tsx";
import { readDay, readTerms } from "./credit-terms-form.ts";
import { creditsText } from "./credits-text.ts";
import { SubmitForm } from "../../components/submit-form.tsx";
import { useAdjustment } from "./use-adjustment.ts";

interface AdjustFormProps {
  readonly account: AccountView;
  readonly reasons: readonly ListedReason[];
  readonly onClose: () => void;
}

/** What to adjust and what that does, side by side. */
export function AdjustForm({ account, reasons, onClose }: AdjustFormProps) {
  const adjustment = useAdjustment(account, reasons, onClose);
  const { form, amount, problems, change } = adjustment;
  const amountField = useRef<HTMLInputElement>(null);
  const toAmount = () => {
    // What a draft holds is replaced by typing on.
    amountField.current?.focus();
    amountField.current?.select();
  };
  // The form may come later than its dialog, when what it needs has been loaded.
  useEffect(toAmount, []);

  const terms = form.action === "increase" ? readTerms(form.terms) : null;
  const shownTerms = terms?.ok === true ? terms.terms : null;
  const preview = useAdjustmentPreview({
    account,
    action: form.action,
    currency: form.currency,
    amountMinor: amount.ok && terms?.ok !== false ? amount.amountMinor : null,
    terms: shownTerms,
    countsOn: readDay(form.countsOn) ?? null,
    isBeingMade: adjustment.isPending,
  });
  const lookedAhead = preview.shown?.approval ? refusalText(preview.shown.approval) : null;
  const isRefusedByLimit = adjustment.refusal?.view.code === "approval_required";
  // What was refused is known better than what is only looked ahead at.
  const needed = isRefusedByLimit ? (adjustment.refusal?.view ?? null) : lookedAhead;
  const reasonOptions = reasonChoices(reasonsFor(form.action, reasons));

  return (
    <SubmitForm checksItself onSubmit={() => adjustment.save(needed !== null)}>
      {adjustment.isDraft && (
        <Alert variant="light" color="gray" p="xs" mb="sm">
          <Group justify="space-between" gap="sm">
            {creditsText.draft}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                adjustment.startOver();
                toAmount();
              }}
            >
              {creditsText.startOver}
            </Button>
          </Group>
        </Alert>
      )}
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
            <Choice
              label={creditsText.currency}
              data={currencyOptions(account)}
              value={form.currency}
              onChange={(currency) => currency !== null && change({ currency })}
              allowDeselect={false}
              w={112}
            />
          </Group>
          <Choice
            label={creditsText.reason}
            placeholder={creditsText.chooseReason}
            data={reasonOptions}
            value={reasonOptions.some(({ value }) => value === form.reasonCode) ? form.reasonCode : null}
            onChange={(reasonCode) => change({ reasonCode })}
            allowDeselect={false}
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
          <MoreFields
            countsOn={form.countsOn}
            countsOnProblem={problems.countsOn}
            onCountsOn={(countsOn) => change({ countsOn })}
            terms={form.action === "increase" ? form.terms : null}
            problems={problems.terms ?? {}}
            onChange={(changes) => change({ terms: { ...form.terms, ...changes } })}
          />
        </Stack>
        <Stack gap="sm">
          <AdjustmentEffect
            account={account}
            currency={form.currency}
            terms={shownTerms}
            isDayNamed={form.countsOn !== ""}
            preview={preview}
            refusal={isRefusedByLimit ? null : adjustment.refusal}
            isPlaceTaken={needed !== null}
          />
          {needed && <AskFields needed={needed} asking={adjustment.asking} onChange={adjustment.changeAsking} />}
        </Stack>
      </div>
      <FormButtons
        cancel={creditsText.cancel}
        submit={needed ? approvalsText.ask.submit : creditsText.save}
        onCancel={adjustment.discard}
        isPending={adjustment.isPending}
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

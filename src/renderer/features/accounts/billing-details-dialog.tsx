import { Checkbox, Divider, Skeleton, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { TaxRateView } from "../../../shared/contract/plans.ts";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { shareText } from "../../foundation/share-text.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { PaperLanguageSelect, PaperTextarea } from "../../components/paper-fields.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { accountsText } from "./accounts-text.ts";
import { readBillingDetails, startBillingDetails } from "./billing-details-form.ts";
import { notice } from "../../foundation/notice.tsx";

interface BillingDetailsDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

const words = accountsText.billingDetails;
const noRate = "none";

/** How an account is billed where that differs from the book: currency, tax, payment terms, the note on the paper. */
export function BillingDetailsDialog({ accountId, onClose }: BillingDetailsDialogProps) {
  const account = useEngineQuery("accounts.get", { accountId });
  const settings = useEngineQuery("book.settings", {});
  const taxRates = useEngineQuery("taxRates.list", {});
  const error = account.error ?? settings.error ?? taxRates.error;
  return (
    <Dialog
      onClose={onClose}
      title={
        <>
          {words.title}{" "}
          <Text span c="dimmed">
            {account.data && words.forAccount(account.data.name)}
          </Text>
        </>
      }
    >
      {error && <ErrorNotice error={error} />}
      {account.data && settings.data && taxRates.data ? (
        <BillingDetailsFields
          account={account.data}
          bookTermsDays={settings.data.paymentTermsDays}
          taxRates={taxRates.data.taxRates}
          onClose={onClose}
        />
      ) : (
        !error && <Skeleton h={320} />
      )}
    </Dialog>
  );
}

interface BillingDetailsFieldsProps {
  readonly account: AccountView;
  readonly bookTermsDays: number;
  readonly taxRates: readonly TaxRateView[];
  readonly onClose: () => void;
}

function BillingDetailsFields({ account, bookTermsDays, taxRates, onClose }: BillingDetailsFieldsProps) {
  const [form, setForm] = useState(() => startBillingDetails(account, bookTermsDays));
  const [wasTried, setWasTried] = useState(false);
  const updating = useEngineCommand("accounts.update");
  const { input, problems } = readBillingDetails(form);
  const shown = wasTried ? problems : {};
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));

  const save = async () => {
    setWasTried(true);
    if (input === null) return;
    try {
      await updating.run({ accountId: account.id, ...input });
      onClose();
      notice(words.done(account.name));
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={save}>
      <Stack gap="sm">
        <Choice
          label={words.currency}
          description={account.isCurrencyFixed ? words.currencyFixed : words.currencyHint}
          disabled={account.isCurrencyFixed}
          data={[...currencyCodes]}
          value={form.currency}
          onChange={(currency) => set({ currency: currency ?? account.currency })}
          allowDeselect={false}
          w={260}
        />
        <Choice
          data-autofocus
          label={words.taxRate}
          description={words.taxHint}
          data={[{ value: noRate, label: words.noTax }, ...taxRates.map(rateOption)]}
          value={form.taxRateId ?? noRate}
          onChange={(taxRateId) => set({ taxRateId: taxRateId === noRate ? null : taxRateId })}
          allowDeselect={false}
        />
        <Checkbox
          label={words.isTaxExempt}
          description={words.isTaxExemptHint}
          checked={form.isTaxExempt}
          onChange={({ currentTarget }) => set({ isTaxExempt: currentTarget.checked })}
        />
        <Divider label={words.paper} labelPosition="left" />
        <TextInput
          label={words.billingName}
          placeholder={account.name}
          maxLength={200}
          dir="auto"
          value={form.billingName}
          onChange={({ currentTarget }) => set({ billingName: currentTarget.value })}
        />
        <PaperTextarea
          label={words.billingAddress}
          maxLength={1000}
          value={form.billingAddress}
          error={shown.billingAddress}
          onChange={(billingAddress) => set({ billingAddress })}
        />
        <PaperTextarea
          label={words.taxNumbers}
          description={words.taxNumbersHint}
          maxLength={300}
          value={form.taxNumbers}
          error={shown.taxNumbers}
          onChange={(taxNumbers) => set({ taxNumbers })}
        />
        <TextInput
          label={words.buyerReference}
          description={words.buyerReferenceHint}
          maxLength={100}
          dir="auto"
          value={form.buyerReference}
          onChange={({ currentTarget }) => set({ buyerReference: currentTarget.value })}
        />
        <PaperLanguageSelect
          label={words.paperLanguage}
          ofBook={words.languageOfBook}
          value={form.paperLanguage}
          onChange={(paperLanguage) => set({ paperLanguage })}
        />
        <Checkbox
          label={words.hasOwnTerms}
          description={words.hasOwnTermsHint(countText(bookTermsDays))}
          checked={form.hasOwnTerms}
          onChange={({ currentTarget }) => set({ hasOwnTerms: currentTarget.checked })}
        />
        {form.hasOwnTerms && (
          <TextInput
            required
            label={words.terms}
            inputMode="numeric"
            autoComplete="off"
            w={260}
            value={form.terms}
            error={shown.terms}
            onChange={({ currentTarget }) => set({ terms: currentTarget.value })}
          />
        )}
        <Checkbox
          label={words.hasOwnNote}
          description={words.hasOwnNoteHint}
          checked={form.hasOwnNote}
          onChange={({ currentTarget }) => set({ hasOwnNote: currentTarget.checked })}
        />
        {form.hasOwnNote && (
          <Textarea
            required
            label={words.note}
            description={words.noteHint}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={form.note}
            error={shown.note}
            onChange={({ currentTarget }) => set({ note: currentTarget.value })}
          />
        )}
        {updating.error && <ErrorNotice error={updating.error} />}
      </Stack>
      <FormButtons cancel={words.cancel} submit={words.save} onCancel={onClose} isPending={updating.isPending} />
    </SubmitForm>
  );
}

function rateOption({ id, name, ratePartsPerMillion }: TaxRateView) {
  return { value: id, label: name.includes("%") ? name : `${name} · ${shareText(ratePartsPerMillion)}` };
}

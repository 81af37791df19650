import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { useState, type ComponentProps } from "react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { BatchView } from "../../../shared/contract/batches.ts";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { Choice } from "../../components/choice.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { runJob } from "../../foundation/jobs.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { goTo } from "../../foundation/router.ts";
import { reasonChoices } from "../../foundation/reason-names.ts";
import { readAmount, reasonsFor } from "../credits/adjustment-form.ts";
import { MoreFields } from "../credits/more-fields.tsx";
import { emptyTermsForm, readDay, readTerms, type TermsForm } from "../credits/credit-terms-form.ts";
import { creditsText } from "../credits/credits-text.ts";
import { batchesText } from "./batches-text.ts";
import { currenciesOf, selectionFile, type SelectionAdjustment } from "./selection-adjustment.ts";
import { sendFile } from "./send-file.ts";

interface SelectionAdjustmentDialogProps {
  readonly accounts: readonly AccountRow[];
  readonly onClose: () => void;
}

const words = batchesText.selection;

/**
 * Adjusts the credit of the accounts that are selected in a list: what is said here is checked for each of them, and shown with what it
 * comes to, before any credit moves.
 */
export function SelectionAdjustmentDialog({ accounts, onClose }: SelectionAdjustmentDialogProps) {
  const count = countText(accounts.length);
  return (
    <Dialog title={words.title(count)} onClose={onClose}>
      <SelectionAdjustmentForm accounts={accounts} onClose={onClose} />
    </Dialog>
  );
}

function SelectionAdjustmentForm({ accounts, onClose }: SelectionAdjustmentDialogProps) {
  const [action, setAction] = useState<SelectionAdjustment["action"]>("increase");
  const [amountText, setAmountText] = useState("");
  const [currency, setCurrency] = useState<string | null>(null);
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [termsForm, setTermsForm] = useState<TermsForm>(emptyTermsForm);
  const [countsOnText, setCountsOnText] = useState("");
  const [wasSubmitted, setWasSubmitted] = useState(false);
  const checking = useSelectionCheck(onClose);
  const read = useMoneyReader();

  const own = currenciesOf(accounts);
  const currencies = currency === null ? own.map((each) => each.currency) : [currency];
  const amount = currencies
    .map((code) => readAmount(read(amountText, code)))
    .reduce((first, next) => (first.ok ? next : first));
  const reasons = reasonsFor(action, useEngineQuery("credits.reasons", {}).data?.reasons ?? []);
  const reason = reasons.find(({ code }) => code === reasonCode);
  const terms = readTerms(action === "increase" ? termsForm : emptyTermsForm);

  const countsOn = readDay(countsOnText);

  const submit = () => {
    setWasSubmitted(true);
    if (!amount.ok || !reason || !terms.ok || countsOn === undefined) return;
    const saidOfAll = { reasonCode: reason.code, note: orNothing(note), terms: terms.terms, countsOn };
    const said = { action, amountText, currency, ...saidOfAll };
    void checking.check(accounts, said, read);
  };
  return (
    <SubmitForm checksItself onSubmit={submit}>
      <Stack gap="sm">
        <SegmentedControl
          fullWidth
          aria-label={creditsText.direction.label}
          value={action}
          onChange={(value) => setAction(value === "decrease" ? "decrease" : "increase")}
          data={[
            { value: "increase", label: creditsText.direction.increase },
            { value: "decrease", label: creditsText.direction.decrease },
          ]}
        />
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <MoneyInput
            required
            data-autofocus
            label={words.amount}
            currency={currencies[0] ?? ""}
            showsCurrency={false}
            value={amountText}
            onChange={setAmountText}
            error={wasSubmitted && !amount.ok ? amount.message : null}
            flex={1}
          />
          <Choice
            clearable
            label={creditsText.currency}
            placeholder={words.ownCurrency(own[0]?.currency ?? "", own.length)}
            data={[...currencyCodes]}
            value={currency}
            onChange={setCurrency}
            w={170}
          />
        </Group>
        {currency === null && own.length > 1 && (
          <Text size="sm" c="dimmed">
            {words.currencies(own.map((each) => `${countText(each.count)} ${each.currency}`).join(", "))}
          </Text>
        )}
        <Choice
          required
          label={creditsText.reason}
          placeholder={creditsText.chooseReason}
          data={reasonChoices(reasons)}
          value={reason?.code ?? null}
          onChange={setReasonCode}
          allowDeselect={false}
          error={wasSubmitted && !reason ? creditsText.reasonMissing : null}
        />
        <NoteInput label={creditsText.note} value={note} onChange={setNote} />
        <MoreFields
          countsOn={countsOnText}
          countsOnProblem={wasSubmitted && countsOn === undefined ? creditsText.terms.invalidDay : undefined}
          onCountsOn={setCountsOnText}
          terms={action === "increase" ? termsForm : null}
          problems={wasSubmitted && !terms.ok ? terms.problems : {}}
          onChange={(changed) => setTermsForm({ ...termsForm, ...changed })}
        />
        <Text size="sm" c="dimmed">
          {words.explain}
        </Text>
        {checking.error && <ErrorNotice error={checking.error} />}
      </Stack>
      <FormButtons cancel={batchesText.cancel} submit={words.check} onCancel={onClose} isPending={checking.isPending} />
    </SubmitForm>
  );
}

/** Checks a selection as a batch, and goes to what came of it. */
function useSelectionCheck(onClose: () => void) {
  // Said again in one dialog it is the same batch, and in another one a new one, whatever was adjusted so before.
  const [occasion] = useState(() => crypto.randomUUID());
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<ComponentProps<typeof ErrorNotice>["error"] | null>(null);

  async function check(
    accounts: readonly AccountRow[],
    said: SelectionAdjustment,
    read: ReturnType<typeof useMoneyReader>,
  ): Promise<void> {
    setPending(true);
    setError(null);
    try {
      const { text, choices } = selectionFile(accounts, said, read);
      const uploadId = await sendFile(new Blob([text]));
      const name = words.batchName(countText(accounts.length));
      const job = await runJob("batches.check", { uploadId, name, choices, occasion });
      if (job.state === "done") {
        onClose();
        const batch = job.result as BatchView | undefined;
        // Another host of the book has checked it, where the desk came to this one meanwhile: the batch is in the list.
        goTo(batch ? { screen: "batch", batchId: batch.id } : { screen: "imports", tab: "adjustments" });
      } else setError(job.error ?? null);
    } catch (problem) {
      if (!(problem instanceof Error)) throw problem;
      setError(problem);
    } finally {
      setPending(false);
    }
  }
  return { check, isPending, error };
}

import { Alert, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { MethodInput, MethodOutput } from "../../../shared/contract/index.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { EngineError, useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { useMoneyReader } from "../../components/money-input.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import classes from "./credit-note-dialog.module.css";
import { CreditNoteDestinationChoice } from "./credit-note-destination.tsx";
import { CreditNoteFigures } from "./credit-note-figures.tsx";
import {
  creditableLines,
  readAmounts,
  readSplit,
  type CreditableLine,
  type CreditNoteForm,
} from "./credit-note-form.ts";
import { CreditNoteLines } from "./credit-note-lines.tsx";
import { creditNotesText } from "./credit-notes-text.ts";
import { typedAmount } from "./typed-amount.ts";
import { notice } from "../../foundation/notice.tsx";

interface CreditNoteDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

type PreviewInput = MethodInput<"creditNotes.preview">;
type Preview = MethodOutput<"creditNotes.preview">;

const previewDelayMs = 150;
const words = creditNotesText.issuing;

/** Corrects an invoice (BEHAVIOUR 9.6, 9.11): which lines, how much of each and where it goes, with the note beside it as it will be. */
export function CreditNoteDialog({ invoice, onClose }: CreditNoteDialogProps) {
  return (
    <Dialog onClose={onClose} size={1000} title={words.title(invoice.number)}>
      <CreditNoteEditor invoice={invoice} onClose={onClose} />
    </Dialog>
  );
}

function CreditNoteEditor({ invoice, onClose }: CreditNoteDialogProps) {
  const { currency } = invoice;
  const readMoney = useMoneyReader();
  const read = (typed: string) => readMoney(typed, currency);
  const typed = (amountMinor: number) => typedAmount(amountMinor, currency, operatorLocale);
  // What is left is as it was when the dialog was opened; what has changed since, the preview says.
  const [lines] = useState(() => creditableLines(invoice));
  const [form, setForm] = useState<CreditNoteForm>(() => ({
    amounts: allThatIsLeft(lines, typed),
    destination: "origin",
    toCredit: "",
    toPaymentMethod: "",
    outOfBand: "",
    note: "",
  }));
  const [wasRefused, setWasRefused] = useState(false);
  const issuing = useEngineCommand("creditNotes.issue");
  const moneyText = useMoneyText();

  const change = (changes: Partial<CreditNoteForm>) => {
    setForm((before) => ({ ...before, ...changes }));
    setWasRefused(false);
    // A refusal is about what was sent; it does not stay beside something else.
    if (issuing.error) issuing.clearError();
  };

  const { credited, problems } = readAmounts(lines, form.amounts, read);
  const areLinesGood = problems.size === 0 && credited.length > 0;
  // What the lines come to does not depend on where it goes, so it is known while an own split is still being typed.
  const base = usePreview(areLinesGood, { invoiceId: invoice.id, lines: [...credited], destination: "origin" });
  const split = base.preview && readSplit(form, toDivideOf(base.preview), read);
  const destination = destinationOf(form, split);
  const chosen = usePreview(areLinesGood && destination !== null, {
    invoiceId: invoice.id,
    lines: [...credited],
    destination: destination ?? "origin",
  });
  const shown = destination === null ? base : chosen;
  const issuable = destination !== null && chosen.isCurrent ? chosen.preview : null;

  const act =
    !issuable || destination === null
      ? null
      : {
          invoiceId: invoice.id,
          lines: [...credited],
          destination,
          note: orNothing(form.note),
          fingerprint: issuable.fingerprint,
        };

  const issue = async () => {
    if (act === null) return;
    setWasRefused(false);
    try {
      const { creditNote } = await issuing.run(act);
      onClose();
      const message = words.done(creditNote.number, moneyText(creditNote.totalMinor, currency));
      notice({ title: words.doneTitle, message });
    } catch (error) {
      if (!(error instanceof EngineError) || error.view.code !== "preview_stale") return;
      issuing.clearError();
      await chosen.refresh();
      setWasRefused(true);
    }
  };

  return (
    <SubmitForm checksItself onSubmit={issue}>
      <Text size="sm" mb="sm">
        {invoice.outstandingMinor > 0 ? words.explainOpen : words.explain}
      </Text>
      <div className={classes.columns}>
        <Stack gap="md">
          <CreditNoteLines
            lines={lines}
            currency={currency}
            amounts={form.amounts}
            problems={problems}
            onChange={(amounts) => change({ amounts })}
            allThatIsLeft={() => allThatIsLeft(lines, typed)}
          />
          {(!base.preview || toDivideOf(base.preview) > 0) && (
            <CreditNoteDestinationChoice
              form={form}
              currency={currency}
              preview={base.preview}
              unassignedMinor={split?.unassignedMinor ?? null}
              onChange={(changes) => change(withSplit(changes, base.preview, typed))}
            />
          )}
          <NoteInput
            label={words.note}
            description={words.noteHint}
            value={form.note}
            onChange={(note) => change({ note })}
          />
        </Stack>
        <section className={classes.preview} aria-label={words.preview} aria-busy={shown.isWaiting}>
          <h3 className={classes.previewTitle}>{words.preview}</h3>
          {wasRefused && <Alert color="yellow">{words.stale}</Alert>}
          {shown.error && <ErrorNotice error={shown.error} />}
          {issuing.error && act && (
            <ActRefusal error={issuing.error} method="creditNotes.issue" input={act} onAsked={onClose} />
          )}
          {shown.preview && areLinesGood && !shown.error ? (
            <CreditNoteFigures
              figures={destination === null ? { ...shown.preview.figures, ...nowhere } : shown.preview.figures}
            />
          ) : (
            !shown.error && <Text size="sm">{words.nothingYet}</Text>
          )}
        </section>
      </div>
      <FormButtons
        cancel={words.cancel}
        submit={words.confirm}
        onCancel={onClose}
        isPending={issuing.isPending}
        isDisabled={issuable === null}
      />
    </SubmitForm>
  );
}

/** What of a note goes somewhere: what it exceeds what was still due by (BEHAVIOUR 9.11). */
function toDivideOf({ figures }: Preview): number {
  return figures.totalMinor - figures.toDueMinor;
}

/** Where the parts are not known yet, none is shown. */
const nowhere = { toCreditMinor: 0, toPaymentMethodMinor: 0, outOfBandMinor: 0 };

function allThatIsLeft(lines: readonly CreditableLine[], typed: (amountMinor: number) => string) {
  return Object.fromEntries(
    lines.filter(({ leftMinor }) => leftMinor > 0).map(({ position, leftMinor }) => [position, typed(leftMinor)]),
  );
}

/** Null while an own split does not add up. */
function destinationOf(
  { destination }: CreditNoteForm,
  split: ReturnType<typeof readSplit> | undefined,
): PreviewInput["destination"] | null {
  if (destination !== "split") return destination;
  return split?.unassignedMinor === 0 ? split.parts : null;
}

/** An own split starts with the parts that the money would go back by. */
function withSplit(
  changes: Partial<CreditNoteForm>,
  preview: Preview | undefined,
  typed: (amountMinor: number) => string,
): Partial<CreditNoteForm> {
  if (changes.destination !== "split" || !preview) return changes;
  const { toCreditMinor, toPaymentMethodMinor, outOfBandMinor } = preview.figures;
  return {
    ...changes,
    toCredit: typed(toCreditMinor),
    toPaymentMethod: typed(toPaymentMethodMinor),
    outOfBand: typed(outOfBandMinor),
  };
}

/** The note as the engine computes it, a moment after what was typed came to rest. */
function usePreview(isEnabled: boolean, input: PreviewInput) {
  const asked = JSON.stringify(input);
  const [settled] = useDebouncedValue(asked, previewDelayMs);
  const query = useEngineQuery("creditNotes.preview", JSON.parse(settled) as PreviewInput, {
    isEnabled,
    keepsPrevious: true,
  });
  const isWaiting = isEnabled && (asked !== settled || query.isFetching);
  return {
    preview: query.data,
    error: isEnabled && asked === settled ? query.error : null,
    isWaiting,
    /** Whether it is the preview of what stands in the form now. */
    isCurrent: isEnabled && asked === settled && query.isSuccess && !query.isPlaceholderData,
    refresh: () => query.refetch(),
  };
}

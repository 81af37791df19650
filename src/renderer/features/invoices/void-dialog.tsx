import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { invoicesText } from "./invoices-text.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { notice } from "../../foundation/notice.tsx";

interface VoidDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.voiding;

/**
 * Asks before an invoice is voided (BEHAVIOUR 9.4, 9.5), and what becomes of what it billed, with what the engine proposes (9.8).
 * Cancel has the focus, so that Enter alone voids nothing. What was typed stays when the engine refuses.
 */
export function VoidDialog({ invoice, onClose }: VoidDialogProps) {
  const { currency } = invoice;
  const [note, setNote] = useState("");
  const [periods, setPeriods] = useState(invoice.periodsIfVoided);
  // The invoice on the screen behind may be the void one before the answer is here; the dialog says what it asked for.
  const [returnedMinor] = useState(invoice.creditAppliedMinor);
  const [takenBackMinor] = useState(invoice.creditCreatedMinor);
  const [outstandingMinor] = useState(invoice.outstandingMinor);
  const moneyText = useMoneyText();

  const doneText = () => {
    if (takenBackMinor !== 0) return words.doneTakenBack(moneyText(takenBackMinor, currency));
    return returnedMinor === 0 ? words.done : words.doneReturned(moneyText(returnedMinor, currency));
  };
  const act = { invoiceId: invoice.id, note: orNothing(note), periods };
  return (
    <ConfirmDialog
      title={words.title(invoice.number)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="invoices.void"
      input={act}
      renderRefusal={(error) => <ActRefusal error={error} method="invoices.void" input={act} onAsked={onClose} />}
      onDone={() => notice({ title: words.doneTitle(invoice.number), message: doneText() })}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{takenBackMinor === 0 ? words.explain : words.explainTakenBack}</Text>
      <FactList>
        <Fact name={words.account}>{invoice.buyerName}</Fact>
        {outstandingMinor !== 0 && (
          <Fact name={words.outstanding}>
            <Money amountMinor={outstandingMinor} currency={currency} />
          </Fact>
        )}
        {takenBackMinor === 0 ? (
          <Fact name={words.creditReturned}>
            {returnedMinor === 0 ? (
              words.noCredit
            ) : (
              <Money amountMinor={returnedMinor} currency={currency} showsPlus emphasis="strong" />
            )}
          </Fact>
        ) : (
          <Fact name={words.creditTakenBack}>
            <Money amountMinor={-takenBackMinor} currency={currency} emphasis="strong" />
          </Fact>
        )}
      </FactList>
      <Radio.Group
        label={words.periods}
        description={words.periodsHint}
        value={periods}
        onChange={(value) => setPeriods(value)}
      >
        <Stack gap={6} mt={6}>
          <Radio value="bill_again" label={words.billAgain} description={words.billAgainHint} />
          <Radio value="waive" label={words.waive} description={words.waiveHint} />
        </Stack>
      </Radio.Group>
      <NoteInput label={words.note} description={words.noteHint} value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}

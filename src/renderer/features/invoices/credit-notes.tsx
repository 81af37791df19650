import { Text } from "@mantine/core";
import type { CreditNoteView } from "../../../shared/contract/credit-notes.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { DateText } from "../../components/date-text.tsx";
import { Section } from "../../components/section.tsx";
import { callEngine } from "../../foundation/engine.ts";
import classes from "./credit-notes.module.css";
import { CreditNoteFigures } from "./credit-note-figures.tsx";
import { SavePdf } from "./save-pdf.tsx";
import { creditNotesText } from "./credit-notes-text.ts";

const words = creditNotesText;

/** The credit notes of an invoice, oldest first, with their figures and where the money went. */
export function CreditNotes({ invoice }: { readonly invoice: InvoiceView }) {
  return (
    <Section title={words.title}>
      {invoice.creditNotes.map((creditNote) => (
        <CreditNote key={creditNote.id} creditNote={creditNote} />
      ))}
    </Section>
  );
}

function CreditNote({ creditNote }: { readonly creditNote: CreditNoteView }) {
  return (
    <article className={classes.note} aria-label={words.label(creditNote.number)}>
      <h3 className={classes.number}>
        {creditNote.number}
        <Text span size="sm" c="dimmed" fw={400}>
          {" · "}
          <DateText on={creditNote.issuedOn} /> · {creditNote.operator}
        </Text>
      </h3>
      <SavePdf
        size="compact-sm"
        label={words.savePdf}
        make={() => callEngine("creditNotes.pdf", { invoiceId: creditNote.invoiceId, creditNoteId: creditNote.id })}
      />
      {creditNote.note !== null && <p className={classes.text}>{creditNote.note}</p>}
      <CreditNoteFigures figures={creditNote} />
    </article>
  );
}

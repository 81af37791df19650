import { Skeleton, Stack } from "@mantine/core";
import { useState } from "react";
import type {
  AgedInvoice,
  BlockRow,
  CreditAge,
  CreditAgeingRow,
  InvoiceAge,
  InvoiceAgeingRow,
} from "../../../shared/contract/reports.ts";
import { DateText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { DayField } from "../../components/list/filter-fields.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { useBook } from "../../foundation/book.ts";
import { countOrBlank } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { AccountLink } from "./entry-columns.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { MadeOfReport } from "./made-of-report.tsx";
import { SumLink, ReportTable, type TableColumn } from "./report-table.tsx";
import classes from "./reports.module.css";
import { reportsText as words } from "./reports-text.ts";

type Chosen =
  | { readonly what: "invoices"; readonly currency: string; readonly age: InvoiceAge }
  | { readonly what: "credit"; readonly currency: string; readonly age: CreditAge };

/** How old what invoices ask for is, and the credit that is there, at the end of a day. */
export function AgeingReport() {
  const { today } = useBook();
  const [day, setDay] = useState("");
  const on = day || today;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => setChosen(null);
  return (
    <Stack gap="lg">
      <DayFieldOnly value={on} onChange={setDay} />
      <InvoiceAgeing on={on} onChoose={(currency, age) => setChosen({ what: "invoices", currency, age })} />
      {chosen?.what === "invoices" && <AgedInvoices {...chosen} on={on} onClose={close} />}
      <CreditAgeing on={on} onChoose={(currency, age) => setChosen({ what: "credit", currency, age })} />
      {chosen?.what === "credit" && <AgedCredit {...chosen} on={on} onClose={close} />}
    </Stack>
  );
}

function DayFieldOnly({ value, onChange }: { readonly value: string; readonly onChange: (day: string) => void }) {
  return (
    <div className={classes.day}>
      <DayField label={words.asOf} value={value} onChange={onChange} />
    </div>
  );
}

interface AgeingProps<Age> {
  readonly on: string;
  readonly onChoose: (currency: string, age: Age) => void;
}

function invoiceAgeColumns(onChoose: AgeingProps<InvoiceAge>["onChoose"]): TableColumn<InvoiceAgeingRow>[] {
  return [
    { title: words.columns.age, cell: ({ age }) => words.invoiceAges[age] },
    { title: words.columns.currency, cell: ({ currency }) => currency },
    {
      title: words.columns.invoices,
      isFigure: true,
      cell: ({ invoiceCount }) => countOrBlank(invoiceCount),
    },
    {
      title: words.columns.outstanding,
      isFigure: true,
      cell: ({ outstandingMinor, currency, age }) => (
        <SumLink
          amountMinor={outstandingMinor}
          currency={currency}
          isCurrencyTold
          title={words.made(words.invoiceAges[age])}
          onOpen={() => onChoose(currency, age)}
        />
      ),
    },
  ];
}

function InvoiceAgeing({ on, onChoose }: AgeingProps<InvoiceAge>) {
  const report = useEngineQuery("reports.invoiceAgeing", { on }, { keepsPrevious: true });
  return (
    <Section title={words.sections.invoices} action={<ExportButton of={{ list: "report_invoice_ageing", on }} />}>
      {report.error && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <Skeleton h={140} />}
      {report.data && (
        <ReportTable
          label={words.sections.invoices}
          columns={invoiceAgeColumns(onChoose)}
          rows={report.data.rows}
          keyOf={({ currency, age }) => `${currency} ${age}`}
          empty={words.noneOn}
        />
      )}
    </Section>
  );
}

const agedInvoiceTable: readonly TableColumn<AgedInvoice>[] = [
  {
    title: words.columns.invoice,
    cell: ({ invoiceId, invoiceNumber }) => (
      <PlaceLink size="sm" to={{ screen: "invoice", invoiceId }}>
        {invoiceNumber}
      </PlaceLink>
    ),
  },
  { title: words.columns.account, cell: (row) => <AccountLink {...row} /> },
  { title: words.columns.issued, cell: ({ issuedOn }) => <DateText on={issuedOn} /> },
  { title: words.columns.due, cell: ({ dueOn }) => <DateText on={dueOn} /> },
  {
    title: words.columns.daysPastDue,
    isFigure: true,
    cell: ({ daysPastDue }) => countOrBlank(Math.max(daysPastDue, 0)),
  },
  {
    title: words.columns.total,
    isFigure: true,
    cell: ({ totalMinor, currency }) => <MoneyFigure amountMinor={totalMinor} currency={currency} />,
  },
  {
    title: words.columns.outstanding,
    isFigure: true,
    cell: ({ outstandingMinor, currency }) => <MoneyFigure amountMinor={outstandingMinor} currency={currency} />,
  },
];

interface AgedProps<Age> {
  readonly on: string;
  readonly currency: string;
  readonly age: Age;
  readonly onClose: () => void;
}

function AgedInvoices({ on, currency, age, onClose }: AgedProps<InvoiceAge>) {
  const options = { on, currency, age };
  const title = `${words.sections.invoices}, ${words.invoiceAges[age]}, ${currency}`;
  return (
    <MadeOfReport
      report="reports.agedInvoices"
      options={options}
      title={title}
      columns={agedInvoiceTable}
      keyOf={({ invoiceId }) => invoiceId}
      empty={words.noneOn}
      exported={{ list: "report_aged_invoices", ...options }}
      onClose={onClose}
    />
  );
}

function creditAgeColumns(onChoose: AgeingProps<CreditAge>["onChoose"]): TableColumn<CreditAgeingRow>[] {
  return [
    { title: words.columns.age, cell: ({ age }) => words.creditAges[age] },
    { title: words.columns.currency, cell: ({ currency }) => currency },
    {
      title: words.columns.blocks,
      isFigure: true,
      cell: ({ blockCount }) => countOrBlank(blockCount),
    },
    {
      title: words.columns.left,
      isFigure: true,
      cell: ({ remainingMinor, currency, age }) => (
        <SumLink
          amountMinor={remainingMinor}
          currency={currency}
          isCurrencyTold
          title={words.made(words.creditAges[age])}
          onOpen={() => onChoose(currency, age)}
        />
      ),
    },
  ];
}

function CreditAgeing({ on, onChoose }: AgeingProps<CreditAge>) {
  const report = useEngineQuery("reports.creditAgeing", { on }, { keepsPrevious: true });
  return (
    <Section title={words.sections.credit} action={<ExportButton of={{ list: "report_credit_ageing", on }} />}>
      {report.error && <ErrorNotice error={report.error} onRetry={() => void report.refetch()} />}
      {report.isPending && <Skeleton h={200} />}
      {report.data && (
        <ReportTable
          label={words.sections.credit}
          columns={creditAgeColumns(onChoose)}
          rows={report.data.rows}
          keyOf={({ currency, age }) => `${currency} ${age}`}
          empty={words.noneOn}
        />
      )}
    </Section>
  );
}

/** What is left of a block of credit, and when it goes. */
export const blockTable: readonly TableColumn<BlockRow>[] = [
  { title: words.columns.account, cell: (row) => <AccountLink {...row} /> },
  {
    title: words.columns.entry,
    cell: ({ entryId }) => (
      <PlaceLink size="sm" to={{ screen: "entry", entryId }}>
        {entryId}
      </PlaceLink>
    ),
  },
  { title: words.columns.effective, cell: ({ effectiveOn }) => <DateText on={effectiveOn} /> },
  {
    title: words.columns.expires,
    cell: ({ expiresOn }) => expiresOn && <DateText on={expiresOn} />,
  },
  {
    title: words.columns.left,
    isFigure: true,
    cell: ({ remainingMinor, currency }) => <MoneyFigure amountMinor={remainingMinor} currency={currency} />,
  },
];

function AgedCredit({ on, currency, age, onClose }: AgedProps<CreditAge>) {
  const options = { on, currency, age };
  const title = `${words.sections.credit}, ${words.creditAges[age]}, ${currency}`;
  return (
    <MadeOfReport
      report="reports.agedCredit"
      options={options}
      title={title}
      columns={blockTable}
      keyOf={({ blockId }) => blockId}
      empty={words.noneOn}
      exported={{ list: "report_aged_credit", ...options }}
      onClose={onClose}
    />
  );
}

import type { ReactNode } from "react";
import type { InvoiceFigures } from "../../../shared/contract/invoices.ts";
import { addDays, civilDate } from "../../../shared/calendar.ts";
import { operatorLocale } from "../../app/locale.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import classes from "./invoice-paper.module.css";
import { invoicesText } from "./invoices-text.ts";
import { taxLabel } from "./tax-rate.ts";

interface InvoicePaperProps {
  readonly figures: InvoiceFigures;
  /** As printed; null on a preview, which has none. */
  readonly number: string | null;
  /** The state, in words. */
  readonly stamp: ReactNode;
  /** What was paid so far and what is still to be paid; left out on a preview. */
  readonly settlement?: { readonly paidMinor: number; readonly outstandingMinor: number } | undefined;
  /** The gateway only pretends to charge, and the paper says so (BEHAVIOUR 9.2). */
  readonly usesTestGateway: boolean;
}

const words = invoicesText.paper;

/** An invoice, or the preview of one, as the paper it becomes. Printing the page prints this and nothing else. */
export function InvoicePaper({ figures, number, stamp, settlement, usesTestGateway }: InvoicePaperProps) {
  const title = number === null ? words.preview : words.invoice;
  return (
    <article className={classes.paper} data-print-sheet="" aria-label={number === null ? title : `${title} ${number}`}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.heading}>{title}</h2>
          {number !== null && <p className={classes.number}>{number}</p>}
        </div>
        <div className={classes.stamp}>{stamp}</div>
      </header>
      <Parties figures={figures} number={number} />
      <Lines figures={figures} />
      <Sums figures={figures} settlement={settlement} />
      <footer className={classes.foot}>
        <p>
          {words.creditLeft}: <Money amountMinor={figures.creditLeftMinor} currency={figures.currency} />
        </p>
        {usesTestGateway && <p className={classes.name}>{words.testGateway}</p>}
      </footer>
    </article>
  );
}

function Parties({ figures, number }: Pick<InvoicePaperProps, "figures" | "number">) {
  return (
    <div className={classes.parties}>
      <div>
        <h3 className={classes.label}>{words.from}</h3>
        <p className={`${classes.party} ${classes.name}`}>{figures.sellerName}</p>
      </div>
      <div>
        <h3 className={classes.label}>{words.billTo}</h3>
        <p className={`${classes.party} ${classes.name}`}>{figures.buyerName}</p>
        {figures.buyerContact !== null && <p className={classes.party}>{figures.buyerContact}</p>}
      </div>
      <dl className={classes.dates}>
        <dt>{words.number}</dt>
        <dd>{number ?? words.numberPending}</dd>
        <dt>{words.issued}</dt>
        <dd>
          <DateText on={figures.issuedOn} />
        </dd>
        <dt>{words.due}</dt>
        <dd>
          <DateText on={figures.dueOn} />
        </dd>
      </dl>
    </div>
  );
}

function Lines({ figures: { lines, currency } }: Pick<InvoicePaperProps, "figures">) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.lines} aria-label={words.linesLabel} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.description}</th>
            <th scope="col">{words.period}</th>
            <th scope="col" className={classes.figure}>
              {words.quantity}
            </th>
            <th scope="col" className={classes.figure}>
              {words.unitPrice}
            </th>
            <th scope="col" className={classes.figure}>
              {words.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // Lines have no id and never change their order.
            <tr key={index}>
              <td>{line.description}</td>
              <td className={classes.period}>{line.period ? <Period {...line.period} /> : words.noPeriod}</td>
              <td className={classes.figure}>{line.quantity}</td>
              <td className={classes.figure}>
                <Money amountMinor={line.unitMinor} currency={currency} />
              </td>
              <td className={classes.figure}>
                <Money amountMinor={line.netMinor} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A half-open period, printed with its last day as people read periods: Mar 1 – Mar 31. */
function Period({ startOn, endOn }: { readonly startOn: string; readonly endOn: string }) {
  return (
    <>
      <DateText on={startOn} /> – <DateText on={addDays(civilDate(endOn), -1)} />
    </>
  );
}

/** From the subtotal down to what is due, in the order in which it is computed (BEHAVIOUR 8.1). */
function Sums({ figures, settlement }: Pick<InvoicePaperProps, "figures" | "settlement">) {
  const { currency } = figures;
  return (
    <dl className={classes.sums}>
      <Sum label={words.subtotal} amountMinor={figures.subtotalMinor} currency={currency} />
      {figures.taxes.map((tax) => (
        <Sum
          key={`${tax.name} ${tax.ratePartsPerMillion}`}
          label={
            <>
              {taxLabel(tax.name, tax.ratePartsPerMillion, operatorLocale)}{" "}
              <span className={classes.taxBase}>
                {words.taxOn} <Money amountMinor={tax.baseMinor} currency={currency} />
              </span>
            </>
          }
          amountMinor={tax.taxMinor}
          currency={currency}
        />
      ))}
      {figures.taxes.length === 0 && <Sum label={words.tax} amountMinor={figures.taxMinor} currency={currency} />}
      <Sum label={words.total} amountMinor={figures.totalMinor} currency={currency} className={classes.sumTotal} />
      {figures.creditAppliedMinor !== 0 && (
        <Sum label={words.accountCredit} amountMinor={-figures.creditAppliedMinor} currency={currency} />
      )}
      <Sum label={words.amountDue} amountMinor={figures.dueMinor} currency={currency} className={classes.sumDue} />
      {settlement !== undefined && settlement.paidMinor !== 0 && (
        <>
          <Sum label={words.payments} amountMinor={-settlement.paidMinor} currency={currency} />
          <Sum
            label={words.outstanding}
            amountMinor={settlement.outstandingMinor}
            currency={currency}
            className={classes.sumTotal}
          />
        </>
      )}
    </dl>
  );
}

interface SumProps {
  readonly label: ReactNode;
  readonly amountMinor: number;
  readonly currency: string;
  readonly className?: string | undefined;
}

function Sum({ label, amountMinor, currency, className }: SumProps) {
  return (
    <div className={[classes.sumRow, className].filter(Boolean).join(" ")}>
      <dt>{label}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  );
}

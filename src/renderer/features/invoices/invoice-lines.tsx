import type { InvoiceFigures, InvoiceLine } from "../../../shared/contract/invoices.ts";
import { addDays, civilDate } from "../../../shared/calendar.ts";
import { countText } from "../../foundation/count-text.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { Why } from "../explanations/why.tsx";
import { lineSteps } from "./figure-steps.ts";
import classes from "./invoice-paper.module.css";
import { invoicesText } from "./invoices-text.ts";

const words = invoicesText.paper;

/** The lines of the paper. The column of discounts is there only where one was given. */
export function InvoiceLines({ figures: { lines, currency } }: { readonly figures: InvoiceFigures }) {
  const hasDiscounts = lines.some(({ discountMinor }) => discountMinor !== 0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.lines} aria-label={words.linesLabel} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.description}</th>
            <th scope="col">{words.period}</th>
            <FigureHead name={words.quantity} />
            <FigureHead name={words.unitPrice} />
            {hasDiscounts && <FigureHead name={words.discount} />}
            <FigureHead name={words.amount} />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.position} line={line} currency={currency} hasDiscounts={hasDiscounts} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FigureHead({ name }: { readonly name: string }) {
  return (
    <th scope="col" className={classes.figure}>
      {name}
    </th>
  );
}

interface LineProps {
  readonly line: InvoiceLine;
  readonly currency: string;
  readonly hasDiscounts: boolean;
}

function Line({ line, currency, hasDiscounts }: LineProps) {
  return (
    <tr>
      <td>
        {line.description}
        {invoicesText.lineKinds[line.kind] !== null && (
          <span className={classes.lineKind}>{invoicesText.lineKinds[line.kind]}</span>
        )}
      </td>
      <td className={classes.period}>{line.period ? <Period {...line.period} /> : words.noPeriod}</td>
      <td className={classes.figure}>{countText(line.quantity)}</td>
      <td className={classes.figure}>
        {line.unitMinor === null ? words.unitInTiers : <Money amountMinor={line.unitMinor} currency={currency} />}
      </td>
      {hasDiscounts && (
        <td className={classes.figure}>
          {line.discountMinor !== 0 && <Money amountMinor={-line.discountMinor} currency={currency} />}
        </td>
      )}
      <td className={classes.figure}>
        <Why name={line.description} amountMinor={line.netMinor} currency={currency} steps={lineSteps(line)} />
      </td>
    </tr>
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

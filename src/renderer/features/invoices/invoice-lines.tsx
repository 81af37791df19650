import type { InvoiceFigures, InvoiceLine } from "../../../shared/contract/invoice-view.ts";
import { addDays, civilDate } from "../../../shared/civil-date.ts";
import { useLocale } from "../../foundation/locale.ts";
import { paperWords, type PaperWords } from "../../../shared/paper/paper-words.ts";
import { isRestOfPeriod } from "../../../shared/paper/rest-of-period.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { Why } from "../explanations/why.tsx";
import { lineSteps } from "./figure-steps.ts";
import classes from "./invoice-paper.module.css";

/** The lines of the paper. The column of discounts is there only where one was given. */
export function InvoiceLines({
  figures: { lines, currency, language, wordsEdition },
}: {
  readonly figures: InvoiceFigures;
}) {
  const words = paperWords(language, wordsEdition);
  const hasDiscounts = lines.some(({ discountMinor }) => discountMinor !== 0);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard (WCAG 2.1.1)
    <section className={classes.table} aria-label={words.linesLabel} tabIndex={0}>
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
            <Line key={line.position} line={line} words={words} currency={currency} hasDiscounts={hasDiscounts} />
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
  readonly words: PaperWords;
  readonly currency: string;
  readonly hasDiscounts: boolean;
}

function Line({ line, words, currency, hasDiscounts }: LineProps) {
  return (
    <tr>
      <td dir="auto">
        {line.description}
        {isRestOfPeriod(line) && <span className={classes.lineKind}>{words.restOfPeriod}</span>}
      </td>
      <td className={classes.period}>{line.period ? <Period {...line.period} /> : words.noPeriod}</td>
      <td className={classes.figure}>
        <Count count={line.quantity} />
      </td>
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

function Count({ count }: { readonly count: number }) {
  return new Intl.NumberFormat(useLocale()).format(count);
}

/** A half-open period, printed with its last day as people read periods: Mar 1 – Mar 31. */
function Period({ startOn, endOn }: { readonly startOn: string; readonly endOn: string }) {
  return (
    <>
      <DateText on={startOn} /> – <DateText on={addDays(civilDate(endOn), -1)} />
    </>
  );
}

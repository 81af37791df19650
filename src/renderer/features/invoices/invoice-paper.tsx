import type { ReactNode } from "react";
import type { InvoiceFigures } from "../../../shared/contract/invoices.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import { InvoiceLines } from "./invoice-lines.tsx";
import classes from "./invoice-paper.module.css";
import { InvoiceSums, type Settlement } from "./invoice-sums.tsx";
import { invoicesText } from "./invoices-text.ts";

interface InvoicePaperProps {
  readonly figures: InvoiceFigures;
  /** As printed; null on a preview, which has none. */
  readonly number: string | null;
  /** The state, in words. */
  readonly stamp: ReactNode;
  /** What came of it so far; left out on a preview. */
  readonly settlement?: Settlement | undefined;
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
      <InvoiceLines figures={figures} />
      <InvoiceSums figures={figures} settlement={settlement} />
      <footer className={classes.foot}>
        {settlement?.isVoid === true ? (
          <p className={classes.name}>{words.voidNotice}</p>
        ) : (
          <p>
            {words.creditLeft}: <Money amountMinor={figures.creditLeftMinor} currency={figures.currency} />
          </p>
        )}
        {usesTestGateway && <p className={classes.name}>{words.testGateway}</p>}
        {figures.note !== null && <p className={classes.note}>{figures.note}</p>}
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

import type { ReactNode } from "react";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import type { InvoiceFigures } from "../../../shared/contract/invoices.ts";
import { Money } from "../../components/money.tsx";
import { Why } from "../explanations/why.tsx";
import { figureSteps, taxSteps } from "./figure-steps.ts";
import classes from "./invoice-paper.module.css";
import { invoicesText } from "./invoices-text.ts";
import { taxLabel } from "./tax-rate.ts";

/** What came of an invoice once it was issued; a preview has none of it. */
export interface Settlement {
  readonly isVoid: boolean;
  /** Everything that was received. */
  readonly paidMinor: number;
  /** The part of it that was more than was asked for, and became credit. */
  readonly overpaidMinor: number;
  /** What credit notes took off what was due, and what was written off (BEHAVIOUR 9.11). */
  readonly reducedMinor: number;
  readonly writtenOffMinor: number;
  readonly outstandingMinor: number;
}

interface InvoiceSumsProps {
  readonly figures: InvoiceFigures;
  readonly settlement: Settlement | undefined;
}

const words = invoicesText.paper;

/** From the lines down to what is due and was paid, in the order in which it is computed (BEHAVIOUR 8.1). */
export function InvoiceSums({ figures, settlement }: InvoiceSumsProps) {
  return (
    <dl className={classes.sums}>
      <Charges figures={figures} />
      <Credit figures={figures} />
      <Due figures={figures} isVoid={settlement?.isVoid === true} />
      {settlement !== undefined && <Settled settlement={settlement} currency={figures.currency} />}
    </dl>
  );
}

function Charges({ figures }: { readonly figures: InvoiceFigures }) {
  const { currency, discountMinor, subtotalMinor } = figures;
  return (
    <>
      {discountMinor !== 0 && (
        <>
          <Sum name={words.beforeDiscount} amountMinor={subtotalMinor + discountMinor} currency={currency} />
          <Sum name={words.discount} amountMinor={-discountMinor} currency={currency} />
        </>
      )}
      <Sum name={words.subtotal} amountMinor={subtotalMinor} currency={currency} />
      {figures.taxes.map((tax) => {
        const name = taxLabel(tax.name, tax.ratePartsPerMillion);
        return (
          <Sum
            key={`${tax.name} ${tax.ratePartsPerMillion}`}
            name={name}
            label={
              <>
                {name}{" "}
                <span className={classes.taxBase}>
                  {words.taxOn} <Money amountMinor={tax.baseMinor} currency={currency} />
                </span>
              </>
            }
            amountMinor={tax.taxMinor}
            currency={currency}
            steps={taxSteps(figures, tax)}
          />
        );
      })}
      {figures.taxes.length === 0 && <Sum name={words.tax} amountMinor={figures.taxMinor} currency={currency} />}
    </>
  );
}

function Credit({ figures }: { readonly figures: InvoiceFigures }) {
  const { currency, creditCreatedMinor, creditAppliedMinor, carriedMinor } = figures;
  const steps = figureSteps(figures);
  return (
    <>
      {creditCreatedMinor !== 0 && (
        <Sum
          name={words.creditCreated}
          amountMinor={creditCreatedMinor}
          currency={currency}
          showsPlus
          steps={steps.creditCreated}
        />
      )}
      <Sum
        name={words.total}
        amountMinor={figures.totalMinor}
        currency={currency}
        steps={steps.total}
        className={classes.sumTotal}
      />
      {creditAppliedMinor !== 0 && (
        <Sum
          name={words.accountCredit}
          amountMinor={-creditAppliedMinor}
          currency={currency}
          steps={steps.creditApplied}
        />
      )}
      {carriedMinor !== 0 && (
        <Sum name={words.carried} amountMinor={-carriedMinor} currency={currency} steps={steps.carried} />
      )}
    </>
  );
}

/** Nothing is asked for with a void invoice, and its paper says why not. */
function Due({ figures, isVoid }: { readonly figures: InvoiceFigures; readonly isVoid: boolean }) {
  const { currency, dueMinor } = figures;
  return (
    <>
      {isVoid && dueMinor !== 0 && <Sum name={words.voided} amountMinor={-dueMinor} currency={currency} />}
      <Sum
        name={words.amountDue}
        amountMinor={isVoid ? 0 : dueMinor}
        currency={currency}
        steps={isVoid ? [] : figureSteps(figures).due}
        className={classes.sumDue}
      />
    </>
  );
}

/** What has come off what was due since; nothing where nothing has. */
function Settled({ settlement, currency }: { readonly settlement: Settlement; readonly currency: string }) {
  const { paidMinor, overpaidMinor, reducedMinor, writtenOffMinor, outstandingMinor } = settlement;
  if (paidMinor === 0 && reducedMinor === 0 && writtenOffMinor === 0) return null;
  return (
    <>
      {paidMinor !== 0 && <Sum name={words.payments} amountMinor={-paidMinor} currency={currency} />}
      {overpaidMinor !== 0 && <Sum name={words.overpaid} amountMinor={overpaidMinor} currency={currency} showsPlus />}
      {reducedMinor !== 0 && <Sum name={words.reduced} amountMinor={-reducedMinor} currency={currency} />}
      {writtenOffMinor !== 0 && <Sum name={words.writtenOff} amountMinor={-writtenOffMinor} currency={currency} />}
      <Sum name={words.outstanding} amountMinor={outstandingMinor} currency={currency} className={classes.sumTotal} />
    </>
  );
}

interface SumProps {
  readonly name: string;
  /** What stands there where the name alone does not say enough. */
  readonly label?: ReactNode;
  readonly amountMinor: number;
  readonly currency: string;
  readonly showsPlus?: boolean;
  readonly steps?: Explanation;
  readonly className?: string | undefined;
}

function Sum({ name, label = name, amountMinor, currency, showsPlus = false, steps = [], className }: SumProps) {
  return (
    <div className={[classes.sumRow, className].filter(Boolean).join(" ")}>
      <dt>{label}</dt>
      <dd>
        <Why name={name} amountMinor={amountMinor} currency={currency} showsPlus={showsPlus} steps={steps} />
      </dd>
    </div>
  );
}

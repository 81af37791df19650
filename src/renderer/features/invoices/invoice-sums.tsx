import type { ReactNode } from "react";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import type { InvoiceFigures } from "../../../shared/contract/invoice-view.ts";
import { paperSums, type PaperSum } from "../../../shared/paper/paper-sums.ts";
import { paperLocales } from "../../../shared/paper/paper-language.ts";
import { paperWords, type PaperWords } from "../../../shared/paper/paper-words.ts";
import type { Settlement } from "../../../shared/paper/settlement.ts";
import { taxLabelIn } from "../../../shared/paper/tax-label.ts";
import { Money } from "../../components/money.tsx";
import { Why } from "../explanations/why.tsx";
import { figureSteps, taxSteps } from "./figure-steps.ts";
import classes from "./invoice-paper.module.css";

interface InvoiceSumsProps {
  readonly figures: InvoiceFigures;
  readonly settlement: Settlement | undefined;
}

/** From the lines down to what is due and was paid, in the order in which it is computed (BEHAVIOUR 8.1). */
export function InvoiceSums({ figures, settlement }: InvoiceSumsProps) {
  const words = paperWords(figures.language, figures.wordsEdition);
  return (
    <dl className={classes.sums}>
      {paperSums(figures, settlement).map((sum, index) => (
        <div key={index} className={[classes.sumRow, rowClasses[sum.kind]].filter(Boolean).join(" ")}>
          <dt>{labelOf(sum, words, figures)}</dt>
          <dd>
            <Why
              name={nameOf(sum, words, figures)}
              amountMinor={sum.amountMinor}
              currency={figures.currency}
              showsPlus={sum.showsPlus === true}
              steps={stepsOf(sum, figures, settlement)}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const rowClasses: Readonly<Partial<Record<PaperSum["kind"], string | undefined>>> = {
  total: classes.sumTotal,
  amountDue: classes.sumDue,
  outstanding: classes.sumTotal,
};

function nameOf(sum: PaperSum, words: PaperWords, { language }: InvoiceFigures): string {
  if (sum.kind !== "tax") return words[sum.kind];
  return taxLabelIn(paperLocales[language], sum.tax.name, sum.tax.ratePartsPerMillion);
}

function labelOf(sum: PaperSum, words: PaperWords, figures: InvoiceFigures): ReactNode {
  if (sum.kind !== "tax") return words[sum.kind];
  return (
    <>
      {nameOf(sum, words, figures)}{" "}
      <span className={classes.taxBase}>
        {words.taxOn} <Money amountMinor={sum.tax.baseMinor} currency={figures.currency} />
      </span>
    </>
  );
}

/** How a sum came about; nothing where it needs no words. */
function stepsOf(sum: PaperSum, figures: InvoiceFigures, settlement: Settlement | undefined): Explanation {
  const steps = figureSteps(figures);
  switch (sum.kind) {
    case "tax":
      return taxSteps(figures, sum.tax);
    case "creditCreated":
      return steps.creditCreated;
    case "total":
      return steps.total;
    case "accountCredit":
      return steps.creditApplied;
    case "carried":
      return steps.carried;
    case "amountDue":
      return settlement?.isVoid === true ? [] : steps.due;
    default:
      return [];
  }
}

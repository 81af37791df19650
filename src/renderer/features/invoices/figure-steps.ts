import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import type { InvoiceFigures, InvoiceLine } from "../../../shared/contract/invoice-view.ts";

type Tax = InvoiceFigures["taxes"][number];

/** Which of the invoice's steps led to which of its figures (BEHAVIOUR 8.10). */
export interface FigureSteps {
  readonly total: Explanation;
  readonly creditCreated: Explanation;
  readonly creditApplied: Explanation;
  readonly carried: Explanation;
  readonly due: Explanation;
}

/**
 * Find the steps of each figure among the steps of the whole invoice. All are empty on invoices that were made before steps
 * were kept, and a figure that has no steps of its own cannot be asked.
 */
export function figureSteps(figures: InvoiceFigures): FigureSteps {
  const { steps } = figures;
  const total = steps.length === 0 ? [] : [...subtotalStep(figures), ...stepsOfKind(steps, "tax", "sum")];
  const credit = stepsOfKind(steps, "credit");
  const carried = stepsOfKind(steps, "carried");
  return {
    total,
    creditCreated: [...total, ...stepsOfKind(steps, "credit_created")],
    // Credit that was applied to the invoice after it was issued stands in the ledger, not in these steps.
    creditApplied: sumOf(credit) === figures.creditAppliedMinor ? stepsOfKind(steps, "credit", "block") : [],
    carried,
    due: steps.length === 0 ? [] : [...total, ...credit, ...carried, ...dueStep(figures)],
  };
}

/** The steps of a line; where a discount was taken off, the last one says what that left. */
export function lineSteps({ steps, grossMinor, discountMinor, netMinor }: InvoiceLine): Explanation {
  if (steps.length === 0 || discountMinor === 0) return steps;
  return [...steps, { kind: "sum", partsMinor: [grossMinor, -discountMinor], amountMinor: netMinor }];
}

/** The step of one of the invoice's taxes. */
export function taxSteps({ steps }: InvoiceFigures, { name, ratePartsPerMillion }: Tax): Explanation {
  return steps.filter(
    (step) => step.kind === "tax" && step.rateName === name && step.ratePartsPerMillion === ratePartsPerMillion,
  );
}

/** The lines added up; one line is the subtotal as it stands. */
function subtotalStep({ lines, subtotalMinor }: InvoiceFigures): ExplanationStep[] {
  if (lines.length < 2) return [];
  return [{ kind: "sum", partsMinor: lines.map(({ netMinor }) => netMinor), amountMinor: subtotalMinor }];
}

/** What is due is the total less what credit paid and what is carried over; where nothing is taken off, there is no step. */
function dueStep({ totalMinor, creditAppliedMinor, carriedMinor, dueMinor }: InvoiceFigures): ExplanationStep[] {
  const offMinor = [creditAppliedMinor, carriedMinor].filter((amountMinor) => amountMinor !== 0);
  if (offMinor.length === 0) return [];
  return [
    { kind: "sum", partsMinor: [totalMinor, ...offMinor.map((amountMinor) => -amountMinor)], amountMinor: dueMinor },
  ];
}

function stepsOfKind(steps: Explanation, ...kinds: readonly ExplanationStep["kind"][]): ExplanationStep[] {
  return steps.filter(({ kind }) => kinds.includes(kind));
}

function sumOf(steps: readonly ExplanationStep[]): number {
  return steps.reduce((sumMinor, step) => sumMinor + ("amountMinor" in step ? step.amountMinor : 0), 0);
}

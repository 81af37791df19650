import type { CreditNoteFigures as Figures } from "../../../shared/contract/credit-notes.ts";
import type { Explanation } from "../../../shared/contract/explanation.ts";
import { Money } from "../../components/money.tsx";
import { Why } from "../explanations/why.tsx";
import classes from "./credit-notes.module.css";
import { creditNotesText } from "./credit-notes-text.ts";

const words = creditNotesText;

/** What a credit note takes back, line by line, and where it goes: of a note that was issued, and of one that may be. */
export function CreditNoteFigures({ figures }: { readonly figures: Figures }) {
  const { currency, lines } = figures;
  const hasDiscounts = lines.some(({ discountMinor }) => discountMinor !== 0);
  return (
    <>
      <table className={classes.figures}>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            {hasDiscounts && <th scope="col">{words.discount}</th>}
            <th scope="col">{words.net}</th>
            <th scope="col">{words.tax}</th>
            <th scope="col">{words.lineTotal}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.position}>
              <th scope="row">{line.description}</th>
              {hasDiscounts && (
                <td>
                  <Money amountMinor={line.discountMinor === 0 ? 0 : -line.discountMinor} currency={currency} />
                </td>
              )}
              <td>
                <Money amountMinor={line.netMinor} currency={currency} />
              </td>
              <td>
                <Money amountMinor={line.taxMinor} currency={currency} />
              </td>
              <td>
                <Why
                  name={line.description}
                  amountMinor={line.netMinor + line.taxMinor}
                  currency={currency}
                  steps={lineSteps(line)}
                />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={hasDiscounts ? 2 : 1}>
              {words.sum}
            </th>
            <td>
              <Money amountMinor={figures.netMinor} currency={currency} />
            </td>
            <td>
              <Money amountMinor={figures.taxMinor} currency={currency} />
            </td>
            <td>
              <Money amountMinor={figures.totalMinor} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
      <dl className={classes.destination}>
        <Part name={words.total} amountMinor={figures.totalMinor} currency={currency} isTotal />
        {figures.toDueMinor !== 0 && <Part name={words.toDue} amountMinor={figures.toDueMinor} currency={currency} />}
        {figures.toCreditMinor !== 0 && (
          <Part name={words.toCredit} amountMinor={figures.toCreditMinor} currency={currency} />
        )}
        {figures.toPaymentMethodMinor !== 0 && (
          <Part name={words.toPaymentMethod} amountMinor={figures.toPaymentMethodMinor} currency={currency} />
        )}
        {figures.outOfBandMinor !== 0 && (
          <Part name={words.outOfBand} amountMinor={figures.outOfBandMinor} currency={currency} />
        )}
      </dl>
    </>
  );
}

/** The steps of a line's discount and of its tax, and how they come together. */
function lineSteps({ steps, grossMinor, discountMinor, netMinor, taxMinor }: Figures["lines"][number]): Explanation {
  if (steps.length === 0) return [];
  const partsMinor = [grossMinor, -discountMinor, taxMinor].filter((partMinor) => partMinor !== 0);
  return [...steps, { kind: "sum", partsMinor, amountMinor: netMinor + taxMinor }];
}

interface PartProps {
  readonly name: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly isTotal?: boolean;
}

function Part({ name, amountMinor, currency, isTotal = false }: PartProps) {
  return (
    <div className={classes.part} data-total={isTotal || undefined}>
      <dt>{name}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={currency} />
      </dd>
    </div>
  );
}

import type { Explanation } from "../../../shared/contract/explanation.ts";
import { sumMinorUnits } from "../../../shared/money/minor-units.ts";
import { countText } from "../../foundation/count-text.ts";
import { shareText } from "../../foundation/share-text.ts";
import { dateText } from "../../foundation/day-text.ts";
import { Money, useMoneyText } from "../../components/money.tsx";
import { taxLabel } from "../invoices/tax-rate.ts";
import { explanationsText as words } from "./explanations-text.ts";
import { partsOf, type BlockStep, type ExplanationPart, type StepFormats, type TierStep } from "./step-words.ts";
import classes from "./why.module.css";

interface ExplanationStepsProps {
  readonly steps: Explanation;
  readonly currency: string;
}

/** How a figure came about, step by step: sentences, and tables where steps are of one kind (BEHAVIOUR 8.10). */
export function ExplanationSteps({ steps, currency }: ExplanationStepsProps) {
  const moneyText = useMoneyText();
  const formats: StepFormats = {
    money: (amountMinor) => moneyText(amountMinor, currency),
    day: dateText,
    count: countText,
    share: shareText,
    taxRate: taxLabel,
  };
  return (
    <ol className={classes.steps}>
      {partsOf(steps, formats).map((part, index) => (
        // Steps have no id and never change their order.
        <li key={index}>
          <Part part={part} currency={currency} />
        </li>
      ))}
    </ol>
  );
}

function Part({ part, currency }: { readonly part: ExplanationPart; readonly currency: string }) {
  if (part.kind === "sentence") return part.sentence;
  if (part.kind === "tiers") return <Tiers tiers={part.tiers} currency={currency} />;
  return <Uses uses={part.uses} currency={currency} />;
}

function Tiers({ tiers, currency }: { readonly tiers: readonly TierStep[]; readonly currency: string }) {
  return (
    <table className={classes.table} aria-label={words.tiers.label}>
      <thead>
        <tr>
          <th scope="col">{words.tiers.range}</th>
          <th scope="col">{words.tiers.count}</th>
          <th scope="col">{words.tiers.fee}</th>
          <th scope="col">{words.tiers.amount}</th>
        </tr>
      </thead>
      <tbody>
        {tiers.map((tier) => (
          <tr key={tier.startsAtBlock}>
            <td>
              {tier.endsAfterBlock === null
                ? words.tiers.rangeFrom(countText(tier.startsAtBlock))
                : words.tiers.rangeOf(countText(tier.startsAtBlock), countText(tier.endsAfterBlock))}
            </td>
            <td>{countText(tier.blocks)}</td>
            <td>
              <Money amountMinor={tier.feePerBlockMinor} currency={currency} />
            </td>
            <td>
              <Money amountMinor={tier.amountMinor} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
      {tiers.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {words.tiers.sum}
            </th>
            <td>
              <Money amountMinor={sumMinorUnits(tiers.map(({ amountMinor }) => amountMinor))} currency={currency} />
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Uses({ uses, currency }: { readonly uses: readonly BlockStep[]; readonly currency: string }) {
  return (
    <table className={classes.table} aria-label={words.uses.label}>
      <thead>
        <tr>
          <th scope="col">{words.uses.category}</th>
          <th scope="col">{words.uses.priority}</th>
          <th scope="col">{words.uses.expires}</th>
          <th scope="col">{words.uses.used}</th>
          <th scope="col">{words.uses.left}</th>
        </tr>
      </thead>
      <tbody>
        {uses.map((use) => (
          <tr key={use.blockId}>
            <td>{words.uses.categories[use.category ?? "none"]}</td>
            <td>{countText(use.priority)}</td>
            <td>{use.expiresOn === null ? words.uses.never : dateText(use.expiresOn)}</td>
            <td>
              <Money amountMinor={Math.abs(use.amountMinor)} currency={currency} />
            </td>
            <td>
              <Money amountMinor={use.leftMinor} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

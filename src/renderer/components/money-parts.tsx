import { Money, useMoneyText } from "./money.tsx";
import classes from "./money-parts.module.css";

/** A part of a sum, with the pattern that tells it from the others where colours do not. */
export interface MoneyPart {
  readonly label: string;
  readonly amountMinor: number;
  readonly dress: "credit" | "charged" | "open" | "failed" | "carried";
}

interface MoneyPartsProps {
  /** What is parted, in words for those who do not see it. */
  readonly label: string;
  readonly currency: string;
  /** None below zero. */
  readonly parts: readonly MoneyPart[];
}

/** A sum as a bar that is parted by what becomes of it. Each part is named and said below it; one of nothing is left out. */
export function MoneyParts({ label, currency, parts }: MoneyPartsProps) {
  const moneyText = useMoneyText();
  const shown = parts.filter(({ amountMinor }) => amountMinor > 0);
  if (shown.length === 0) return null;
  const said = shown.map((part) => `${part.label} ${moneyText(part.amountMinor, currency)}`).join(", ");
  return (
    <figure className={classes.figure}>
      <p className="visually-hidden">
        {label}: {said}
      </p>
      <div aria-hidden="true" className={classes.bar}>
        {shown.map(({ dress, amountMinor, label: name }) => (
          <span key={name} data-dress={dress} style={{ flexGrow: amountMinor }} />
        ))}
      </div>
      <figcaption className={classes.legend} aria-hidden="true">
        {shown.map(({ dress, amountMinor, label: name }) => (
          <span key={name} className={classes.part}>
            <span data-dress={dress} className={classes.swatch} />
            {name}
            <Money amountMinor={amountMinor} currency={currency} />
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

import { Money, useMoneyText } from "./money.tsx";
import classes from "./money-parts.module.css";

/** The pattern that tells a part from the others where colours do not. */
type Dress = "credit" | "charged" | "open" | "failed" | "carried";

/** A part of a sum. */
export interface MoneyPart {
  readonly label: string;
  readonly amountMinor: number;
  readonly dress: Dress;
}

interface MoneyPartsProps {
  /** What is parted, in words for those who do not see it. */
  readonly label: string;
  readonly currency: string;
  /** None below zero. */
  readonly parts: readonly MoneyPart[];
  /** As of {@link Money}. */
  readonly isCoded?: boolean;
}

/** A sum as a bar that is parted by what becomes of it. Each part is named and said below it; one of nothing is left out. */
export function MoneyParts({ label, currency, parts, isCoded = false }: MoneyPartsProps) {
  const moneyText = useMoneyText(isCoded);
  const shown = parts.filter(({ amountMinor }) => amountMinor > 0);
  if (shown.length === 0) return null;
  const said = shown.map((part) => `${part.label} ${moneyText(part.amountMinor, currency)}`).join(", ");
  return (
    <figure className={classes.figure}>
      <p className="visually-hidden">
        {label}: {said}
      </p>
      <MoneyBar parts={shown} />
      <figcaption className={classes.legend} aria-hidden="true">
        {shown.map(({ dress, amountMinor, label: name }) => (
          <span key={name} className={classes.part}>
            <Swatch dress={dress} />
            {name}
            <Money amountMinor={amountMinor} currency={currency} isCoded={isCoded} />
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

interface MoneyBarProps {
  readonly parts: readonly Pick<MoneyPart, "dress" | "amountMinor">[];
  /** Where the parts are told as facts, beside which a thick bar would be the larger of the two. */
  readonly isSlim?: boolean;
}

/** The bar alone, where its parts are named and said beside it, each with its {@link Swatch}. */
export function MoneyBar({ parts, isSlim = false }: MoneyBarProps) {
  return (
    <div aria-hidden="true" className={classes.bar} data-slim={isSlim || undefined}>
      {parts
        .filter(({ amountMinor }) => amountMinor > 0)
        .map(({ dress, amountMinor }) => (
          <span key={dress} className={classes.dress} data-dress={dress} style={{ flexGrow: amountMinor }} />
        ))}
    </div>
  );
}

/** Which part of a bar a name stands for. */
export function Swatch({ dress }: { readonly dress: Dress }) {
  return <span aria-hidden="true" data-dress={dress} className={`${classes.dress} ${classes.swatch}`} />;
}

import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { countText } from "../../foundation/count-text.ts";
import { useCodedMoneyText } from "../../components/money.tsx";
import { plansText } from "./plans-text.ts";
import classes from "./seat-tiers.module.css";

interface SeatTiersProps {
  readonly seatPrice: SeatPrice;
  readonly currency: string;
}

const words = plansText.tiers;

/** What seats cost a month, tier by tier, counted in seats. */
export function SeatTiers({ seatPrice: { blockSize, tiers }, currency }: SeatTiersProps) {
  const moneyText = useCodedMoneyText();
  return (
    <ul className={classes.tiers}>
      {tiers.map(({ startsAtBlock, endsAfterBlock, feePerBlockMinor }) => (
        <li key={startsAtBlock}>
          <span className={classes.range}>{rangeText(blockSize, startsAtBlock, endsAfterBlock)}</span>{" "}
          <span className={classes.fee}>
            {moneyText(feePerBlockMinor, currency)}{" "}
            {blockSize === 1 ? words.perSeat : words.perBlock(countText(blockSize))}
          </span>
        </li>
      ))}
      {blockSize > 1 && <li className={classes.hint}>{words.startedBlocks}</li>}
    </ul>
  );
}

function rangeText(blockSize: number, startsAtBlock: number, endsAfterBlock: number | null): string {
  const first = countText((startsAtBlock - 1) * blockSize + 1);
  if (endsAfterBlock !== null) return words.seatRange(first, countText(endsAfterBlock * blockSize));
  return startsAtBlock === 1 ? words.every : words.seatsFrom(first);
}

import type { PriceView, SeatPrice } from "../../../shared/contract/plans.ts";
import { countText } from "../../foundation/count-text.ts";
import { useCodedMoneyText } from "../../components/money.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { NoValue } from "../../components/no-value.tsx";
import { plansText } from "./plans-text.ts";
import { leastSeatFee } from "./seat-fee.ts";

interface BaseFeeProps {
  readonly amountMinor: number | null;
  readonly price: Pick<PriceView, "currency" | "seatPrice">;
}

/** What a price charges whatever the seats; blank where seats are all that it charges for. */
export function BaseFee({ amountMinor, price: { currency, seatPrice } }: BaseFeeProps) {
  if (amountMinor === 0 && seatPrice !== null) return <NoValue meaning={plansText.list.noBaseFee} />;
  return <MoneyFigure amountMinor={amountMinor} currency={currency} />;
}

/** What seats cost a month, in a few words: the least that one of them costs where there are several tiers. */
export function useSeatFeeText(): (seatPrice: SeatPrice, currency: string) => string {
  const moneyText = useCodedMoneyText();
  return ({ blockSize, tiers }, currency) => {
    const { feeMinor, isOneOfSeveral } = leastSeatFee(tiers);
    const unit = blockSize === 1 ? plansText.tiers.perSeat : plansText.tiers.perBlock(countText(blockSize));
    const fee = `${moneyText(feeMinor, currency)} ${unit}`;
    return isOneOfSeveral ? plansText.list.from(fee) : fee;
  };
}

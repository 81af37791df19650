import { TextInput } from "@mantine/core";
import type { PlanView, PriceView } from "../../../shared/contract/plans.ts";
import { Choice } from "../../components/choice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import type { PlanChoiceForm, ReadPlanChoice } from "./plan-choice.ts";
import { subscriptionsText } from "./subscriptions-text.ts";
import { useSeatFeeText } from "../plans/base-fee.tsx";

interface PlanFieldsProps {
  readonly plans: readonly PlanView[];
  /** The plan that is in force, which is marked. */
  readonly currentPlanId: string | null;
  readonly form: PlanChoiceForm;
  readonly read: ReadPlanChoice;
  readonly onChange: (change: Partial<PlanChoiceForm>) => void;
}

const words = subscriptionsText.choice;

/** The fields that say which plan: the plan, its price where it has several, how often it is billed, and seats. */
export function PlanFields({ plans, currentPlanId, form, read, onChange }: PlanFieldsProps) {
  const describe = usePriceDescription();
  const { price, prices, period, offersMonth, offersAnnual, seatsProblem } = read;
  return (
    <>
      <Choice
        label={words.plan}
        placeholder={words.choosePlan}
        data={plans.map(({ id, name }) => ({
          value: id,
          label: id === currentPlanId ? words.currentPlan(name) : name,
        }))}
        value={form.planId}
        onChange={(planId) => onChange({ planId, priceId: null })}
        allowDeselect={false}
        required
        data-autofocus
      />
      {prices.length > 1 && (
        <Choice
          label={words.price}
          data={prices.map((each) => ({ value: each.id, label: describe(each) }))}
          value={price?.id ?? null}
          onChange={(priceId) => onChange({ priceId })}
          allowDeselect={false}
          required
        />
      )}
      <SegmentedField
        isFullWidth
        label={words.period}
        value={period}
        options={[
          { value: "month", label: words.month, isDisabled: price !== null && !offersMonth },
          { value: "annual", label: words.annual, isDisabled: price === null || !offersAnnual },
        ]}
        onChange={(chosen) => onChange({ period: chosen })}
      />
      {price !== null && price.seatPrice !== null && (
        <SeatsField value={form.seats} problem={seatsProblem} onChange={(seats) => onChange({ seats })} />
      )}
    </>
  );
}

interface SeatsFieldProps {
  readonly value: string;
  readonly description?: string;
  readonly problem: string | null;
  readonly onChange: (seats: string) => void;
  readonly isFirst?: boolean;
}

/** How many seats, exactly as typed. */
export function SeatsField({ value, description, problem, onChange, isFirst = false }: SeatsFieldProps) {
  return (
    <TextInput
      label={words.seats}
      {...(description !== undefined && { description })}
      inputMode="numeric"
      autoComplete="off"
      required
      {...(isFirst && { "data-autofocus": true })}
      value={value}
      error={value.trim() === "" ? null : problem}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** A price in a few words: what it is called, and its fee. */
function usePriceDescription(): (price: PriceView) => string {
  const money = useMoneyText();
  const seatFee = useSeatFeeText();
  return ({ description, isDefault, monthlyMinor, annualMinor, seatPrice, currency }) => {
    const fee =
      monthlyMinor !== null
        ? words.perMonth(money(monthlyMinor, currency))
        : words.perYear(money(annualMinor ?? 0, currency));
    const name = description ?? (isDefault ? words.standardPrice : words.customPrice);
    if (seatPrice === null) return `${name} · ${fee}`;
    const chargesOnlySeats = (monthlyMinor ?? annualMinor) === 0;
    return `${name} · ${chargesOnlySeats ? words.perSeat(seatFee(seatPrice, currency)) : words.plusSeats(fee)}`;
  };
}

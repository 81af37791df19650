import { isCivilDate } from "../../../shared/civil-date.ts";
import { DayInput } from "../../components/day-input.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";

interface DateFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (date: string) => void;
}

/** A day, as a field. What is no day is said below it. */
export function DateField({ label, description, value, onChange }: DateFieldProps) {
  return (
    <DayInput
      label={label}
      {...(description !== undefined && { description })}
      required
      value={value}
      error={isCivilDate(value) ? null : subscriptionsText.choice.dateWrong}
      onChange={onChange}
    />
  );
}

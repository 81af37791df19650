import { TextInput } from "@mantine/core";
import { isCivilDate } from "../../../shared/civil-date.ts";
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
    <TextInput
      type="date"
      label={label}
      {...(description !== undefined && { description })}
      required
      value={value}
      error={isCivilDate(value) ? null : subscriptionsText.choice.dateWrong}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

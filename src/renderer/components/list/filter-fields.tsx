import { Checkbox, ScrollArea, Stack } from "@mantine/core";
import { useState } from "react";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { Choice } from "../choice.tsx";
import { DayInput } from "../day-input.tsx";

interface DayFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly error?: string | false;
  /** Whether it has the focus as its dialog opens. */
  readonly isFirst?: boolean;
  /** Empty while there is none. */
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** A day that is still being typed is none; the field keeps what was typed of it. */
export function DayField({ label, description, error = false, isFirst = false, value, onChange }: DayFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <DayInput
      size="xs"
      label={label}
      description={description}
      error={error}
      data-autofocus={isFirst || undefined}
      value={typed ?? value}
      onChange={(day) => {
        const isDay = day === "" || isCivilDate(day);
        setTyped(isDay ? null : day);
        if (isDay) onChange(day);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly options: readonly Option<string>[];
  readonly value: string | null;
  readonly onChoose: (value: string) => void;
}

/** One of many, found by typing. */
export function ChoiceField({ label, options, value, onChoose }: ChoiceFieldProps) {
  return (
    <Choice
      size="xs"
      label={label}
      data={options.map((option) => ({ ...option }))}
      value={value}
      onChange={(chosen) => chosen !== null && onChoose(chosen)}
      allowDeselect={false}
      maxDropdownHeight={280}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

interface ChoicesFieldProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: readonly Value[];
  readonly onChange: (value: Value[]) => void;
}

/** Several of a short list. */
export function ChoicesField<Value extends string>({ label, options, value, onChange }: ChoicesFieldProps<Value>) {
  return (
    <ScrollArea.Autosize mah={320} type="auto">
      <Checkbox.Group value={[...value]} onChange={(values) => onChange(values)} label={label} size="xs">
        <Stack gap={8} mt={8}>
          {options.map((option) => (
            <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
          ))}
        </Stack>
      </Checkbox.Group>
    </ScrollArea.Autosize>
  );
}

import { Radio, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { subscriptionsText } from "./subscriptions-text.ts";

/** One of the moments at which a change can take effect. */
interface TimingOption<Timing extends string> {
  readonly timing: Timing;
  readonly label: string;
  /** Which date it means. */
  readonly hint: string;
  /** What else is to be said while it is chosen. */
  readonly fields?: ReactNode;
}

interface TimingChoiceProps<Timing extends string> {
  readonly value: Timing;
  readonly options: readonly TimingOption<Timing>[];
  readonly onChange: (timing: Timing) => void;
}

/** When a change takes effect: every choice names its date. */
export function TimingChoice<Timing extends string>({ value, options, onChange }: TimingChoiceProps<Timing>) {
  return (
    <Radio.Group
      label={subscriptionsText.timing.label}
      value={value}
      onChange={(chosen) => {
        const option = options.find(({ timing }) => timing === chosen);
        if (option) onChange(option.timing);
      }}
    >
      <Stack gap="xs" mt={4}>
        {options.map(({ timing, label, hint, fields }) => (
          <div key={timing}>
            <Radio value={timing} label={label} description={hint} />
            {timing === value && fields !== undefined && (
              <Stack gap="xs" pl={32} pt={8}>
                {fields}
              </Stack>
            )}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}

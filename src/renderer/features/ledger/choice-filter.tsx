import { Button, Checkbox, Input, Popover, ScrollArea, Stack } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useId } from "react";
import { ledgerText } from "./ledger-text.ts";

interface ChoiceFilterProps<Value extends string> {
  readonly label: string;
  /** What the filter says while nothing is chosen. */
  readonly anyLabel: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: readonly Value[];
  readonly onChange: (value: Value[]) => void;
  readonly width: number;
}

/** A filter that takes several values of a short list. It keeps its height, however many are chosen. */
export function ChoiceFilter<Value extends string>(props: ChoiceFilterProps<Value>) {
  const { label, anyLabel, options, value, onChange, width } = props;
  const labelId = useId();
  const summaryId = useId();
  const chosen = options.filter((option) => value.includes(option.value)).map((option) => option.label);
  const summary =
    chosen.length === 0 ? anyLabel : chosen.length === 1 ? chosen[0] : ledgerText.filters.some(chosen.length);
  return (
    <Input.Wrapper size="xs" label={label} labelElement="div" labelProps={{ id: labelId }}>
      {/* A label and a button would otherwise share a line. */}
      <div>
        <Popover position="bottom-start" trapFocus returnFocus withinPortal shadow="md">
          <Popover.Target>
            <Button
              size="xs"
              variant="default"
              w={width}
              justify="space-between"
              fw={400}
              rightSection={<IconChevronDown size={14} aria-hidden="true" />}
              aria-labelledby={`${labelId} ${summaryId}`}
            >
              <span id={summaryId}>{summary}</span>
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-labelledby={labelId}>
            <ScrollArea.Autosize mah={320} type="auto">
              <Checkbox.Group value={[...value]} onChange={(values) => onChange(values)} aria-labelledby={labelId}>
                <Stack gap={8}>
                  {options.map((option) => (
                    <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
                  ))}
                </Stack>
              </Checkbox.Group>
            </ScrollArea.Autosize>
          </Popover.Dropdown>
        </Popover>
      </div>
    </Input.Wrapper>
  );
}

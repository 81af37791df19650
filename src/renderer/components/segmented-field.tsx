import { Input, SegmentedControl } from "@mantine/core";
import { useId } from "react";

interface SegmentedFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly isDisabled?: boolean }[];
  readonly onChange: (value: Value) => void;
  readonly isFullWidth?: boolean;
}

/** One of a few, all in sight, under a label like every other field's. */
export function SegmentedField<Value extends string>(props: SegmentedFieldProps<Value>) {
  const { label, value, options, onChange, isFullWidth = false } = props;
  const labelId = useId();
  return (
    <div>
      <Input.Label labelElement="div" size="sm" id={labelId} display="block" mb={4}>
        {label}
      </Input.Label>
      <SegmentedControl<Value>
        aria-labelledby={labelId}
        fullWidth={isFullWidth}
        value={value}
        onChange={onChange}
        data={options.map(({ value: each, label: name, isDisabled = false }) => ({
          value: each,
          label: name,
          disabled: isDisabled,
        }))}
      />
    </div>
  );
}

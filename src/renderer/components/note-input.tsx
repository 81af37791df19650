import { Textarea } from "@mantine/core";

interface NoteInputProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (note: string) => void;
}

/** A field for a note that may be left empty. It grows with what is written, up to a point. */
export function NoteInput({ label, description, value, onChange }: NoteInputProps) {
  return (
    <Textarea
      label={label}
      {...(description !== undefined && { description })}
      autosize
      minRows={2}
      maxRows={6}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

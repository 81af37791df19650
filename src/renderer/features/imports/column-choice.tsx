import { fieldsOfColumn } from "../../../shared/fields-of-column.ts";
import { Choice } from "../../components/choice.tsx";
import { batchesText as words } from "./batches-text.ts";

interface ColumnChoiceProps {
  /** What the column holds, in words. */
  readonly name: string;
  /** What the columns of the file are called. */
  readonly header: readonly string[];
  /** Undefined while no column holds it. */
  readonly index: number | undefined;
  /** What else was chosen to be in the same column, in words; a column holds one thing. */
  readonly beside: readonly string[];
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (index: number | null) => void;
}

/** Which column of a file holds something. */
export function ColumnChoice(props: ColumnChoiceProps) {
  const { name, header, index, beside, isRequired = false, isDisabled = false, onChange } = props;
  return (
    <Choice
      label={words.columnFor(name)}
      placeholder={words.noColumn}
      withAsterisk={isRequired}
      clearable
      disabled={isDisabled}
      data={header.map((title, column) => ({ value: String(column), label: title }))}
      error={beside.length > 0 && words.columnTaken(beside.join(", "))}
      value={index === undefined ? null : String(index)}
      onChange={(column) => onChange(column === null ? null : Number(column))}
    />
  );
}

/** The other fields that the column of a field was chosen for. */
export function fieldsBeside<Field extends string>(
  columns: Readonly<Partial<Record<Field, number | undefined>>>,
  field: Field,
): readonly Field[] {
  const index = columns[field];
  if (index === undefined) return [];
  return fieldsOfColumn(columns, index).filter((other) => other !== field);
}

/** The columns with another one for a field, or none. */
export function withColumn<Columns extends Readonly<Record<string, unknown>>>(
  columns: Columns,
  field: string & keyof Columns,
  index: number | null,
): Columns {
  const { [field]: _before, ...others } = columns;
  return (index === null ? others : { ...others, [field]: index }) as Columns;
}

interface SheetChoiceProps {
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly isDisabled?: boolean;
  readonly onChange: (sheet: string | null) => void;
}

/** Which table of a workbook is read, where it has several. */
export function SheetChoice({ sheets, sheet, isDisabled = false, onChange }: SheetChoiceProps) {
  if (sheets.length < 2) return null;
  return (
    <Choice
      label={words.sheet}
      data={[...sheets]}
      allowDeselect={false}
      disabled={isDisabled}
      value={sheet ?? sheets[0] ?? null}
      onChange={onChange}
    />
  );
}

import { Text } from "@mantine/core";
import type { BatchChoices } from "../../../shared/contract/batches.ts";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { batchesText } from "./batches-text.ts";

type Ways = Pick<BatchChoices, "decimal" | "dateOrder">;

interface WrittenWaysProps {
  readonly ways: Ways;
  readonly onChange: (changed: Partial<Ways>) => void;
}

const words = batchesText;

/** How the amounts and the days of a file are written, where its rows do not show it. */
export function WrittenWays({ ways, onChange }: WrittenWaysProps) {
  return (
    <>
      <SegmentedField<"." | "," | "unsaid">
        label={words.decimal}
        value={ways.decimal ?? "unsaid"}
        options={[
          { value: ".", label: words.decimals["."] },
          { value: ",", label: words.decimals[","] },
          { value: "unsaid", label: words.unsaid },
        ]}
        onChange={(decimal) => onChange({ decimal: decimal === "unsaid" ? null : decimal })}
      />
      <SegmentedField<"dmy" | "mdy" | "unsaid">
        label={words.dateOrder}
        value={ways.dateOrder ?? "unsaid"}
        options={[
          { value: "dmy", label: words.dateOrders.dmy },
          { value: "mdy", label: words.dateOrders.mdy },
          { value: "unsaid", label: words.unsaid },
        ]}
        onChange={(order) => onChange({ dateOrder: order === "unsaid" ? null : order })}
      />
    </>
  );
}

/** What the rows leave open, and has to be chosen. */
export function UnclearWays({ unclear }: { readonly unclear: readonly (keyof Ways)[] }) {
  if (unclear.length === 0) return null;
  return (
    <Text component="output" display="block" size="sm" fw={500}>
      {unclear.map((way) => words[way]).join(", ")}: {words.unclear}
    </Text>
  );
}

/** What a file was found to be. */
export function formatText({
  format,
  encoding,
  delimiter,
}: {
  readonly format: "csv" | "xlsx";
  readonly encoding: string | null;
  readonly delimiter: string | null;
}): string {
  if (format === "xlsx" || encoding === null || delimiter === null) return `${words.format(words.workbook)}.`;
  return `${words.format(words.separated(encoding.toUpperCase(), words.delimiters[delimiter] ?? delimiter))}.`;
}

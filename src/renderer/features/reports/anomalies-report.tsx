import { Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AnomalyKind, AnomalyRow } from "../../../shared/contract/reports.ts";
import { Choice } from "../../components/choice.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { countText } from "../../foundation/count-text.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { entryColumns } from "./entry-columns.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { PagedRows } from "./made-of.tsx";
import { PeriodBar, useReportPeriod } from "./report-period.tsx";
import type { TableColumn } from "./report-table.tsx";
import { reportsText as words } from "./reports-text.ts";
import { useReportRows, type ReportOptions } from "./use-report-rows.ts";

type Options = ReportOptions<"reports.anomalies">;

const kinds = (Object.keys(words.anomalyKinds) as AnomalyKind[]).map((value) => ({
  value,
  label: words.anomalyKinds[value],
}));

const columns: readonly TableColumn<AnomalyRow>[] = [
  ...entryColumns.slice(0, 1),
  { title: words.columns.recorded, cell: ({ createdAtMs }) => <MomentText atMs={createdAtMs} /> },
  ...entryColumns.slice(2, 5),
  {
    title: words.columns.related,
    cell: ({ relatedEntryId, relatedSequence }) =>
      relatedEntryId !== null &&
      relatedSequence !== null && (
        <PlaceLink size="sm" to={{ screen: "entry", entryId: relatedEntryId }}>
          {words.entryNumber(countText(relatedSequence))}
        </PlaceLink>
      ),
  },
  ...entryColumns.slice(5),
];

/** Adjustments and transfers that look odd in one way. */
export function AnomaliesReport() {
  const book = useBook();
  const reach = useReportPeriod("anomalies", { monthsBack: 2 });
  const [kind, setKind] = useState<AnomalyKind>("repeated");
  const [hours, setHours] = useState("24");
  const [limit, setLimit] = useState("");
  const readMoney = useMoneyReader();
  const needsHours = kind === "repeated" || kind === "credit_then_transfer";
  const needsLimit = kind === "just_below_limit";
  const parsedLimit = needsLimit && limit.trim() !== "" ? readMoney(limit, book.currency) : null;
  const withinHours = readWholeNumber(hours);
  const options: Options = {
    ...reach.period,
    kind,
    ...(needsHours && withinHours !== null && withinHours >= 1 && withinHours <= 8760 ? { withinHours } : {}),
    ...(parsedLimit?.ok && parsedLimit.amountMinor > 0
      ? { limitMinor: parsedLimit.amountMinor, currency: book.currency }
      : {}),
  };
  const isComplete = !reach.isCrossed && (parsedLimit === null || "limitMinor" in options);
  return (
    <Stack gap="md">
      <PeriodBar {...reach}>
        <Choice
          size="xs"
          w={220}
          label={words.anomaly.kind}
          data={kinds}
          value={kind}
          onChange={(value) => value !== null && setKind(value)}
          allowDeselect={false}
        />
        {needsHours && (
          <TextInput
            size="xs"
            w={110}
            inputMode="numeric"
            label={words.anomaly.hours}
            value={hours}
            onChange={({ currentTarget }) => setHours(currentTarget.value)}
          />
        )}
        {needsLimit && (
          <MoneyInput
            size="xs"
            label={words.anomaly.limit}
            placeholder={words.anomaly.ofRoles}
            currency={book.currency}
            value={limit}
            onChange={setLimit}
          />
        )}
        {isComplete && <ExportButton size="xs" of={{ list: "report_anomalies", ...options }} />}
      </PeriodBar>
      {isComplete && needsLimit && parsedLimit === null && <WithoutLimits />}
      {isComplete && <Anomalies options={options} />}
    </Stack>
  );
}

/** Says that there is nothing to be just below, where no role has a limit. */
function WithoutLimits() {
  const { data } = useEngineQuery("limits.list", {});
  if (data?.limits.length !== 0) return null;
  return (
    <Text size="sm" c="dimmed">
      {words.anomaly.noLimits}
    </Text>
  );
}

function Anomalies({ options }: { readonly options: Options }) {
  const source = useReportRows("reports.anomalies", options);
  return (
    <PagedRows
      label={words.anomalyKinds[options.kind]}
      source={source}
      columns={columns}
      keyOf={({ id }) => id}
      empty={words.none}
    />
  );
}

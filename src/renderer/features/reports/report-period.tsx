import { Group } from "@mantine/core";
import {
  civilDate,
  isCivilDate,
  monthStart,
  yearsLater,
  type CivilDate,
  type DaySpan,
} from "../../../shared/calendar.ts";
import { DayField } from "../../components/list/filter-fields.tsx";
import { useBook } from "../../foundation/book.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import classes from "./reports.module.css";
import { reportsText as words } from "./reports-text.ts";
import type { ReactNode } from "react";

/** Empty while nobody has chosen a day. */
interface PeriodForm {
  readonly fromOn: CivilDate | "";
  readonly throughOn: CivilDate | "";
}

const dayIn = (value: unknown): CivilDate | "" => (typeof value === "string" && isCivilDate(value) ? value : "");

function readForm(stored: unknown): PeriodForm {
  const found = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  return { fromOn: dayIn(found["fromOn"]), throughOn: dayIn(found["throughOn"]) };
}

/** How far a report goes while nobody has said: back from today's month, or forward from today. */
export type DefaultReach = { readonly monthsBack: number } | { readonly yearsAhead: number };

function defaultPeriod(today: CivilDate, reach: DefaultReach): DaySpan {
  if ("yearsAhead" in reach) return { fromOn: today, throughOn: yearsLater(today, reach.yearsAhead) };
  const index = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - reach.monthsBack;
  const month = `${String(Math.floor(index / 12)).padStart(4, "0")}-${String((index % 12) + 1).padStart(2, "0")}-01`;
  return { fromOn: isCivilDate(month) ? month : monthStart(today), throughOn: today };
}

/** The period of a report, which is remembered; days that nobody chose follow the book's today. */
export function useReportPeriod(report: string, reach: DefaultReach) {
  const { today } = useBook();
  const [form, setForm] = useScreenFilters(`reports.${report}`, readForm);
  const usual = defaultPeriod(civilDate(today), reach);
  const period = {
    fromOn: form.fromOn || usual.fromOn,
    throughOn: form.throughOn || usual.throughOn,
  };
  return { period, setPeriod: setForm, isCrossed: period.throughOn < period.fromOn };
}

interface PeriodBarProps extends ReturnType<typeof useReportPeriod> {
  /** What else is chosen. */
  readonly children?: ReactNode;
}

/** The first and the last day of a report, and what else it is narrowed by. */
export function PeriodBar({ period, setPeriod, isCrossed, children }: PeriodBarProps) {
  return (
    <Group gap="sm" className={classes.bar}>
      <DayField
        label={words.period.from}
        value={period.fromOn}
        onChange={(day) => setPeriod({ ...period, fromOn: dayIn(day) })}
      />
      <DayField
        label={words.period.through}
        error={isCrossed && words.period.crossed}
        value={period.throughOn}
        onChange={(day) => setPeriod({ ...period, throughOn: dayIn(day) })}
      />
      {children}
    </Group>
  );
}

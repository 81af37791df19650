import "@mantine/charts/styles.css";
import { CompositeChart, type CompositeChartSeries } from "@mantine/charts";
import { axisWidth } from "../../components/axis-width.ts";
import { useMoneyText } from "../../components/money.tsx";
import { nameOfMonth } from "./report-table.tsx";
import classes from "./reports.module.css";

export interface MonthChartProps {
  /** What the chart says, for those who do not see it. */
  readonly description: string;
  readonly currency: string;
  /** One for each month, with its name and an amount for each series. */
  readonly data: readonly (Readonly<Record<string, number>> & { readonly monthMs: number })[];
  readonly series: readonly {
    readonly name: string;
    readonly label: string;
    readonly type: "bar" | "line";
  }[];
  /** A month in words, a part of one with its days; below the chart there is only room for the month. */
  readonly monthName: (monthMs: number) => string;
}

const chartHeight = 220;
const barColors = ["accent.4", "gray.5"];
/** Dark on white and light on the dark, so that it stands out from the bars and from what is behind them. */
const lineColor = "light-dark(var(--mantine-color-accent-7), var(--mantine-color-accent-1))";

/** Sums by month as a chart; the table beside it says the same. */
export function MonthChart({ description, currency, data, series, monthName }: MonthChartProps) {
  const moneyText = useMoneyText();
  const colored: CompositeChartSeries[] = series.map(({ name, label, type }, index) => ({
    name,
    label,
    type,
    color: type === "line" ? lineColor : (barColors[index % barColors.length] ?? "accent.4"),
  }));
  const amounts = data.flatMap((month) => series.map(({ name }) => month[name] ?? 0));
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn in place, and no file that an img could show
    <figure role="img" aria-label={description} className={classes.chart}>
      <CompositeChart
        h={chartHeight}
        data={data.map((month) => ({ ...month }))}
        dataKey="monthMs"
        series={colored}
        curveType="linear"
        withLegend
        withDots={data.length < 2}
        strokeWidth={2}
        maxBarWidth={28}
        valueFormatter={(amountMinor) => moneyText(amountMinor, currency)}
        tooltipProps={{
          labelFormatter: (monthMs: unknown) => (typeof monthMs === "number" ? monthName(monthMs) : ""),
        }}
        xAxisProps={{ tickFormatter: nameOfMonth, minTickGap: 24 }}
        yAxisProps={{ width: axisWidth(amounts, (amountMinor) => moneyText(amountMinor, currency)) }}
        barProps={{ isAnimationActive: false }}
        lineProps={{ isAnimationActive: false }}
        composedChartProps={{ accessibilityLayer: false }}
      />
    </figure>
  );
}

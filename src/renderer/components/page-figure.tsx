import { Text } from "@mantine/core";
import { Money } from "./money.tsx";
import classes from "./page-figure.module.css";

interface PageFigureProps {
  readonly name: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** The one figure that a screen is about, large, among the actions of its page. */
export function PageFigure({ name, amountMinor, currency }: PageFigureProps) {
  return (
    <div className={classes.figure}>
      <Text size="xs" fw={600} c="dimmed">
        {name}
      </Text>
      <Money amountMinor={amountMinor} currency={currency} emphasis="large" />
    </div>
  );
}

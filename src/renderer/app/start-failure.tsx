import { Button, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ErrorCode, ErrorView } from "../../shared/errors.ts";
import classes from "./start-pages.module.css";
import { text } from "../foundation/text.ts";

interface StartFailureProps {
  readonly error: ErrorView;
  readonly isTrying: boolean;
  readonly onRetry: () => void;
}

const titles: Readonly<Partial<Record<ErrorCode, string>>> = text.start.titles;

/** Why there is no open book, in the window's whole place: what happened, to which file, and what to do. */
export function StartFailure({ error, isTrying, onRetry }: StartFailureProps) {
  return (
    <div className={classes.page}>
      <Stack className={classes.sheet} gap="md" align="flex-start" role="alert">
        <IconAlertTriangle size={32} aria-hidden="true" className={classes.warning} />
        <Title order={1} size="h2">
          {titles[error.code] ?? text.start.otherTitle}
        </Title>
        <Text className={classes.message}>{error.message}</Text>
        <Text fw={600}>{error.remedy}</Text>
        <Button onClick={onRetry} loading={isTrying}>
          {text.start.tryAgain}
        </Button>
      </Stack>
    </div>
  );
}

import { Button, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ErrorCode, ErrorView } from "../../shared/errors.ts";
import { MendChoice } from "../features/book/mend-choice.tsx";
import { RestoreChoice } from "../features/book/restore-choice.tsx";
import classes from "./start-pages.module.css";
import { text } from "../foundation/text.ts";
import { ToldText } from "../components/told-text.tsx";

interface StartFailureProps {
  readonly error: ErrorView;
  readonly isTrying: boolean;
  readonly onRetry: () => void;
}

const titles: Readonly<Partial<Record<ErrorCode, string>>> = text.start.titles;

/** What a copy of the book is the way out of. */
const restorableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "book_not_ours",
  "book_damaged",
  "book_log_foreign",
  "book_incomplete",
]);

/** What is a book that is damaged, or was one. */
const mendableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["book_not_ours", "book_damaged"]);

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
        <Text fw={600}>
          <ToldText>{error.remedy}</ToldText>
        </Text>
        <Button onClick={onRetry} loading={isTrying}>
          {text.start.tryAgain}
        </Button>
        {mendableCodes.has(error.code) && <MendChoice />}
        {restorableCodes.has(error.code) && <RestoreChoice />}
      </Stack>
    </div>
  );
}

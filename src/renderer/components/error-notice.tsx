import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import { errorRemedies, type ErrorView } from "../../shared/errors.ts";
import { EngineError } from "../foundation/engine.ts";
import { refusalText } from "../foundation/refusal-text.ts";
import { text } from "../foundation/text.ts";
import { ToldText } from "./told-text.tsx";

/** The part of an {@link ErrorView} that people read. */
type Refusal = Pick<ErrorView, "message" | "remedy">;

interface ErrorNoticeProps {
  /** One with a code is as the engine has it in an answer, and is told in the language of the desk here. */
  readonly error: (Refusal & Partial<Pick<ErrorView, "code">>) | Error;
  /** Offered as "Try again" where trying again can help. */
  readonly onRetry?: () => void;
}

/** What went wrong, to what, and what to do. Read out as it appears. What somebody's role does not let them see is nothing that went wrong. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { message, remedy, code } = viewOf(error);
  const isKeptBack = code === "not_allowed";
  const Icon = isKeptBack ? IconLock : IconAlertTriangle;
  return (
    <Alert
      role="alert"
      color={isKeptBack ? "gray" : "red"}
      variant="light"
      icon={<Icon aria-hidden="true" />}
      title={<ToldText>{message}</ToldText>}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          <ToldText>{remedy}</ToldText>
        </Text>
        {onRetry && !isKeptBack && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {text.components.tryAgain}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function viewOf(error: ErrorNoticeProps["error"]): Refusal & Partial<Pick<ErrorView, "code">> {
  if (error instanceof EngineError) return error.view;
  if (error instanceof Error)
    return refusalText({ code: "internal_error", message: error.message, remedy: errorRemedies.internal_error });
  return error.code === undefined ? error : refusalText({ ...error, code: error.code });
}

import { ActionButton } from "../../components/action-button.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { outboxText } from "./outbox-text.ts";
import { failureNotice, notice } from "../../foundation/notice.tsx";

const words = outboxText.list;

/** Sends everything again that waits or was refused, each under its own key. */
export function RetryAll() {
  const retrying = useEngineCommand("outbox.retry");
  const retry = () =>
    void retrying.run({ entryId: null }).then(
      ({ retriedCount }) => {
        const message = retriedCount === 0 ? words.retriedNone : words.retried(countText(retriedCount));
        return notice(message);
      },
      (error: Error) => failureNotice(error.message),
    );
  return (
    <ActionButton
      takes="credits"
      size="xs"
      variant="default"
      title={words.retryAllHint}
      loading={retrying.isPending}
      onClick={retry}
    >
      {words.retryAll}
    </ActionButton>
  );
}

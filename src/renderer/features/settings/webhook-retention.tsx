import { NativeSelect } from "@mantine/core";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { announce } from "../../foundation/announcer.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { webhooksText } from "./webhooks-text.ts";
import { useWhyNot } from "../../foundation/session.ts";

const words = webhooksText.retention;
const usualDays = [7, 30, 90, 365];

/** For how long deliveries are kept after they arrived. */
export function WebhookRetention() {
  const settings = useEngineQuery("book.settings", {});
  const configuring = useEngineCommand("book.configure");
  const whyNot = useWhyNot("book");
  if (!settings.data) return null;
  const { webhookRetentionDays } = settings.data;
  const days = [...new Set([...usualDays, webhookRetentionDays])].toSorted((a, b) => a - b);
  const keepFor = (chosen: number) =>
    void configuring.run({ webhookRetentionDays: chosen }).then(
      () => announce(words.kept(countText(chosen))),
      // The refusal stands below.
      () => undefined,
    );
  return (
    <>
      <NativeSelect
        size="xs"
        mt="xs"
        w="fit-content"
        label={words.label}
        description={whyNot ?? words.hint}
        disabled={configuring.isPending || whyNot !== null}
        value={String(webhookRetentionDays)}
        data={days.map((count) => ({ value: String(count), label: words.days(countText(count), count) }))}
        onChange={({ currentTarget }) => keepFor(Number(currentTarget.value))}
      />
      {configuring.error && <ErrorNotice error={configuring.error} />}
    </>
  );
}

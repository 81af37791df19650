import { SettingChoice } from "../../components/setting-choice.tsx";
import { countText } from "../../foundation/count-text.ts";
import { webhooksText } from "./webhooks-text.ts";

const words = webhooksText.retention;
const usualDays = [7, 30, 90, 365];

/** For how long deliveries are kept after they arrived. */
export function WebhookRetention() {
  return (
    <SettingChoice
      setting="webhookRetentionDays"
      usual={usualDays}
      label={words.label}
      hint={words.hint}
      mt="xs"
      say={(days) => words.days(countText(days), days)}
      saySaved={(days) => words.kept(countText(days))}
    />
  );
}

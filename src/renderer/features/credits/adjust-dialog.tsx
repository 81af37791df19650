import { Skeleton, Text } from "@mantine/core";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { AdjustForm } from "./adjust-form.tsx";
import { creditsText } from "./credits-text.ts";
import { Dialog } from "../../components/dialog.tsx";

interface AdjustDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Adds credit to an account or removes it, with what that does shown before it is done. */
export function AdjustDialog({ accountId, onClose }: AdjustDialogProps) {
  const account = useEngineQuery("accounts.get", { accountId });
  const reasons = useEngineQuery("credits.reasons", {});
  const error = account.error ?? reasons.error;
  return (
    <Dialog
      onClose={onClose}
      size={920}
      title={
        <>
          {creditsText.title}{" "}
          <Text span c="dimmed">
            {account.data && creditsText.forAccount(account.data.name)}
          </Text>
        </>
      }
    >
      {account.data && reasons.data ? (
        <AdjustForm account={account.data} reasons={reasons.data.reasons} onClose={onClose} />
      ) : error ? (
        <ErrorNotice error={error} />
      ) : (
        <Skeleton h={400} />
      )}
    </Dialog>
  );
}

import { Stack, Text } from "@mantine/core";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ChangeList } from "./change-notice.tsx";
import { figureChanges } from "./figures-difference.ts";
import { invoicesText } from "./invoices-text.ts";

type Preview = MethodOutput<"invoices.preview">;

interface IssueNowDialogProps {
  /** The coming invoice, as the screen shows it. */
  readonly coming: Preview;
  /** The same invoice issued today. */
  readonly now: Preview;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

const words = invoicesText.issueNow;

/** Asks before an invoice is issued that comes to something else today than on its billing date (BEHAVIOUR 5.3). */
export function IssueNowDialog({ coming, now, onCancel, onConfirm }: IssueNowDialogProps) {
  return (
    <Dialog onClose={onCancel} title={words.title} size="lg">
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        <ChangeList changes={figureChanges(coming.figures, now.figures)} />
        <ConfirmButtons
          cancel={words.cancel}
          confirm={invoicesText.preview.issue}
          onCancel={onCancel}
          onConfirm={onConfirm}
        />
      </Stack>
    </Dialog>
  );
}

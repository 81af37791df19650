import { type ButtonProps } from "@mantine/core";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { platform } from "../../platform/platform.ts";
import { backupsText as words } from "./backups-text.ts";
import { showRestored } from "./restored-notice.tsx";
import type { usePlaceDialog } from "./use-places.ts";
import { ActionButton } from "../../components/action-button.tsx";

interface RestoreFromFileProps extends Pick<ButtonProps, "size"> {
  readonly dialog: ReturnType<typeof usePlaceDialog>;
}

/** Restores from a file that is chosen in the host's own dialog. Nothing where the host has none, as in a browser. */
export function RestoreFromFile({ dialog, ...size }: RestoreFromFileProps) {
  const { places } = platform;
  if (!places) return null;
  return (
    <ActionButton
      takes="book"
      {...size}
      variant="default"
      disabled={dialog.isOpen}
      onClick={() =>
        dialog.ask(
          () => places.restoreFromFile(),
          (value) => showRestored(value as MethodAnswer<"book.restore">),
        )
      }
    >
      {words.restoreFromFile}
    </ActionButton>
  );
}

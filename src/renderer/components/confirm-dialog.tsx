import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { MethodAnswer, MethodNameOf } from "../../shared/contract/index.ts";
import { useEngineCommand, type EngineError, type InputWithoutKey } from "../foundation/engine.ts";
import { ConfirmButtons } from "./confirm-buttons.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorNotice } from "./error-notice.tsx";

interface ConfirmDialogProps<Name extends MethodNameOf<"command">> {
  readonly title: ReactNode;
  readonly cancel: string;
  readonly confirm: string;
  readonly command: Name;
  readonly input: InputWithoutKey<Name>;
  /** Told the answer once the dialog has closed. */
  readonly onDone: (answer: MethodAnswer<Name>) => void;
  readonly onClose: () => void;
  /** What is shown of a refusal; left out: what happened and what to do. */
  readonly renderRefusal?: (error: EngineError) => ReactNode;
  /** What cannot be taken back is marked, in words and in colour. */
  readonly isDestructive?: boolean;
  /** What is asked: what will happen, to what. */
  readonly children: ReactNode;
}

/**
 * Asks before one command is given. Cancel has the focus, so that Enter alone does nothing. A refusal stands in the dialog, beside
 * what was typed, and the command can be given again.
 */
export function ConfirmDialog<Name extends MethodNameOf<"command">>(props: ConfirmDialogProps<Name>) {
  const { title, cancel, confirm, input, onDone, onClose, renderRefusal, isDestructive = false, children } = props;
  const command = useEngineCommand(props.command);
  const give = async () => {
    try {
      const answer = await command.run(input);
      onClose();
      onDone(answer);
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack gap="sm">
        {children}
        {command.error && (renderRefusal?.(command.error) ?? <ErrorNotice error={command.error} />)}
        <ConfirmButtons
          cancel={cancel}
          confirm={confirm}
          onCancel={onClose}
          onConfirm={give}
          isPending={command.isPending}
          isDestructive={isDestructive}
        />
      </Stack>
    </Dialog>
  );
}

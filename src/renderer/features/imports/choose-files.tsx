import { Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import classes from "./choose-files.module.css";
import { importsText } from "./imports-text.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { FileChooser } from "../../components/file-chooser.tsx";

interface ChooseFilesProps {
  readonly onChoose: (files: readonly File[]) => void;
  readonly isDisabled: boolean;
  /** Files are chosen already: the invitation makes room for them. */
  readonly isCompact: boolean;
}

const words = importsText.drop;
/** What holds tables. */
export const tableFiles = ".csv,.txt,.tsv,.xlsx,text/csv,text/plain";

/** Takes files: dropped anywhere on the window while this screen is open, or chosen with the button. */
export function ChooseFiles({ onChoose, isDisabled, isCompact }: ChooseFilesProps) {
  const isOver = useDroppedFiles(isDisabled ? null : onChoose);
  return (
    <div className={classes.zone} data-over={isOver || undefined} data-compact={isCompact || undefined}>
      <IconFileUpload size={isCompact ? 20 : 28} aria-hidden="true" />
      <Text fw={600}>{isCompact ? words.titleMore : words.title}</Text>
      <FileChooser multiple accept={tableFiles} label={words.label} disabled={isDisabled} onChoose={onChoose}>
        {(button) => (
          <ActionButton
            takes="imports"
            isLeftToUpstream
            {...button}
            variant="default"
            size={isCompact ? "compact-sm" : "sm"}
            disabled={isDisabled}
          >
            {words.choose}
          </ActionButton>
        )}
      </FileChooser>
      {!isCompact && (
        <Text size="sm" c="dimmed" ta="center" maw={560}>
          {words.hint}
        </Text>
      )}
    </div>
  );
}

/** Whether files are held over the window. Without a listener a browser would leave the page for the dropped file. */
export function useDroppedFiles(onDrop: ((files: readonly File[]) => void) | null): boolean {
  const [isOver, setOver] = useState(false);
  const newest = useRef(onDrop);
  useEffect(() => {
    newest.current = onDrop;
  });
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(newest.current !== null);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      newest.current?.([...event.dataTransfer.files]);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}

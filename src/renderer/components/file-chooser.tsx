import { FileButton } from "@mantine/core";
import { useRef, type ReactNode } from "react";

interface FileChooserProps {
  /** What the files are for, said of the field that holds them. */
  readonly label: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly disabled?: boolean;
  readonly onChoose: (files: readonly File[]) => void;
  /** The button that opens the system's dialog. */
  readonly children: (button: { readonly onClick: () => void }) => ReactNode;
}

/** Takes files from the system's dialog. The same file chosen twice in a row counts twice: it may have been corrected in between. */
export function FileChooser({ label, onChoose, children, ...button }: FileChooserProps) {
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      {...button}
      resetRef={reset}
      inputProps={{ "aria-label": label }}
      onChange={(chosen) => {
        onChoose([chosen ?? []].flat());
        reset.current?.();
      }}
    >
      {children}
    </FileButton>
  );
}

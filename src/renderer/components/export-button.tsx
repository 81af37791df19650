import { Button, Menu, type ButtonProps } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { tableFormats } from "../../shared/contract/export-formats.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import { text } from "../foundation/text.ts";
import { tellFailure, useSavedExport } from "./saved-export.ts";
import { useExportCommand } from "./use-export-command.ts";

/** A list, or a report, with what chooses its rows. */
export type ExportedList = MethodInput<"exports.make">["of"];

interface ExportButtonProps extends Pick<ButtonProps, "size"> {
  readonly of: ExportedList;
}

/** Saves a report whole as a file, those of its rows that are not on the screen as well. */
export function ExportButton({ of, size = "compact-sm" }: ExportButtonProps) {
  const { start, isRunning } = useSavedExport("exports.make");
  const button = useExportCommand();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          ref={button}
          size={size}
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          loading={isRunning}
        >
          {text.lists.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {tableFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void start({ of, format }).catch(tellFailure)}>
            {text.lists.formats[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

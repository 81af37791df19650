import { ActionIcon, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { tableFormats } from "../../../shared/contract/export-formats.ts";
import { text } from "../../foundation/text.ts";
import type { ExportedList } from "../export-button.tsx";
import { tellFailure, useSavedExport } from "../saved-export.ts";
import { useExportCommand } from "../use-export-command.ts";

interface ExportMenuProps {
  /** The list with what narrows it. */
  readonly of: ExportedList;
}

/** Saves all that a list is narrowed to, and not just what is on the screen, as a file. */
export function ExportMenu({ of }: ExportMenuProps) {
  const { start, isRunning } = useSavedExport("exports.make");
  const papers = useSavedExport("invoices.exportPdfs");
  const button = useExportCommand();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          ref={button}
          variant="default"
          size={30}
          loading={isRunning || papers.isRunning}
          aria-label={text.lists.export}
          title={text.lists.export}
        >
          <IconDownload size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.lists.exportAll}</Menu.Label>
        {tableFormats.map((format) => (
          <Menu.Item key={format} onClick={() => void start({ of, format }).catch(tellFailure)}>
            {text.lists.formats[format]}
          </Menu.Item>
        ))}
        {of.list === "invoices" && (
          <Menu.Item onClick={() => void papers.start({ of: chosenInvoices(of) }).catch(tellFailure)}>
            {text.lists.exportPdfs}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What chooses the invoices, without that they are invoices. */
function chosenInvoices({ list: _list, ...chosen }: Extract<ExportedList, { readonly list: "invoices" }>) {
  return chosen;
}

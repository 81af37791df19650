import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { tableFormats } from "../../../shared/contract/export-formats.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { tellFailure, useSavedExport } from "../../components/saved-export.ts";
import { text } from "../../foundation/text.ts";
import { reportsText as words } from "./reports-text.ts";

/** A report as it can be saved whole, with what chooses its rows. */
export type ExportedReport = Extract<MethodInput<"exports.make">["of"], { readonly list: `report_${string}` }>;

interface ExportReportProps {
  readonly of: ExportedReport;
}

/** Saves all rows of a report as a file, those that are not on the screen as well. */
export function ExportReport({ of }: ExportReportProps) {
  const { start, isRunning } = useSavedExport("exports.make");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          loading={isRunning}
        >
          {words.export}
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

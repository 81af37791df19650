import { Kbd, Table, Text, Title } from "@mantine/core";
import { Fragment } from "react";
import { commandDefinition, commandIds } from "../foundation/commands.ts";
import { isChord, shortcutKeys, type Shortcut } from "../foundation/shortcuts.ts";
import { platform } from "../platform/platform.ts";
import classes from "./shortcuts-sheet.module.css";
import { isMac } from "../foundation/system.ts";
import { text } from "../foundation/text.ts";
import { Dialog } from "../components/dialog.tsx";

interface SheetRow {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** What the list and the dialogs do by themselves, beside the commands. */
const standingRows: Readonly<Record<string, readonly SheetRow[]>> = {
  list: [
    { title: text.shortcuts.walk, shortcuts: ["ArrowDown", "ArrowUp"] },
    { title: text.shortcuts.select, shortcuts: ["Shift+ArrowDown", "Shift+ArrowUp"] },
    { title: text.shortcuts.copyRows, shortcuts: ["Mod+c"] },
    { title: text.shortcuts.openRow, shortcuts: ["Enter"] },
    { title: text.shortcuts.rowParts, shortcuts: ["ArrowRight", "Shift+F10"] },
    { title: text.shortcuts.titles, shortcuts: ["ArrowUp"] },
    { title: text.shortcuts.sizeColumn, shortcuts: ["Shift+ArrowLeft", "Shift+ArrowRight"] },
    { title: text.shortcuts.moveColumn, shortcuts: ["Mod+ArrowLeft", "Mod+ArrowRight"] },
  ],
  desk: [{ title: text.shortcuts.close, shortcuts: ["Esc"] }],
};

/** Every shortcut of the application. */
export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title={text.shortcuts.title} size="lg">
      <div className={classes.sections}>
        {Object.entries(text.commandSections).map(([section, title]) => {
          const rows = rowsOf(section);
          if (rows.length === 0) return null;
          return (
            <section key={section}>
              <Title order={3} size="h6" c="dimmed" mb={4}>
                {title}
              </Title>
              <Table verticalSpacing={4} horizontalSpacing={0} withRowBorders={false}>
                <Table.Tbody>
                  {rows.map((row) => (
                    <Table.Tr key={row.title}>
                      <Table.Th scope="row" fw={400}>
                        {row.title}
                      </Table.Th>
                      <Table.Td ta="right">
                        <Keys shortcuts={row.shortcuts} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}

function rowsOf(section: string): SheetRow[] {
  const commands = commandIds
    .filter((id) => id !== "team.open" || platform.openTeamLedger !== null)
    .map(commandDefinition)
    .filter((command) => command.section === section && command.shortcuts !== undefined)
    .map(({ title, shortcuts = [] }) => ({ title, shortcuts }));
  return [...commands, ...(standingRows[section] ?? [])];
}

function Keys({ shortcuts }: { readonly shortcuts: readonly Shortcut[] }) {
  return shortcuts.map((shortcut) => (
    <span key={shortcut} className={classes.keys}>
      {shortcutKeys(shortcut, isMac).map((key, index) => (
        <Fragment key={key}>
          {index > 0 && !isChord(shortcut) && (
            <Text span size="xs" c="dimmed">
              {text.shortcuts.followedBy}
            </Text>
          )}
          <Kbd>{key}</Kbd>
        </Fragment>
      ))}
    </span>
  ));
}

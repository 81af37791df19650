import type { MenuItemConstructorOptions } from "electron";

type MenuEntry = "separator" | MenuCommand | NonNullable<MenuItemConstructorOptions["role"]>;

/** Asks the page to run one of the commands of its registry. */
interface MenuCommand {
  readonly label: string;
  readonly commandId: string;
  /** Shown only: the page itself listens to the keyboard, in the browser as here. */
  readonly accelerator?: string;
}

interface MenuColumn {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

const columns: readonly MenuColumn[] = [
  { label: "File", entries: ["quit"] },
  {
    label: "Edit",
    entries: ["undo", "redo", "separator", "cut", "copy", "paste", "pasteAndMatchStyle", "delete", "selectAll"],
  },
  {
    label: "Go",
    entries: [
      { label: "Accounts", commandId: "accounts.open" },
      { label: "Ledger", commandId: "ledger.open" },
      { label: "Invoices", commandId: "invoices.open" },
      { label: "Billing", commandId: "billing.open" },
      { label: "Imports", commandId: "imports.open" },
      { label: "Settings", commandId: "settings.open" },
      "separator",
      { label: "Search…", commandId: "search.open", accelerator: "CmdOrCtrl+K" },
    ],
  },
  { label: "Account", entries: [{ label: "Adjust credit balance…", commandId: "credits.adjust" }] },
  { label: "View", entries: ["resetZoom", "zoomIn", "zoomOut", "separator", "togglefullscreen"] },
  { label: "Window", entries: ["minimize", "zoom", "close"] },
  { label: "Help", entries: [{ label: "Keyboard shortcuts", commandId: "shortcuts.show" }] },
];

/** Builds the application's menu. macOS keeps *Quit* in a menu with the application's name. */
export function menuTemplate(
  platform: NodeJS.Platform,
  runCommand: (commandId: string) => void,
): MenuItemConstructorOptions[] {
  const ours = columns
    .filter(({ label }) => platform !== "darwin" || label !== "File")
    .map(({ label, entries }) => ({ label, submenu: entries.map((entry) => menuItem(entry, runCommand)) }));
  return platform === "darwin" ? [{ role: "appMenu" }, ...ours] : ours;
}

function menuItem(entry: MenuEntry, runCommand: (commandId: string) => void): MenuItemConstructorOptions {
  if (entry === "separator") return { type: "separator" };
  if (typeof entry === "string") return { role: entry };
  const { label, commandId, accelerator } = entry;
  return {
    label,
    click: () => runCommand(commandId),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
}

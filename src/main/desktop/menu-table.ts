import type { MenuItemConstructorOptions } from "electron";

/** What the menu asks of the host itself. */
export interface MenuActions {
  /** Asks the page to run one of the commands of its registry. */
  runCommand(commandId: string): void;
  back(): void;
  forward(): void;
  /** Asks for a book and opens it in place of this one. */
  chooseBook(): void;
  /** Asks where a new book is to be, and opens it, so that the page offers to make it. */
  nameNewBook(): void;
  openBook(path: string): void;
  /** Looks for a newer version, and says what came of it. */
  checkForUpdates(): void;
  /** Saves what helps to find a fault. */
  saveDiagnostics(): void;
}

type MenuEntry =
  | "separator"
  | NonNullable<MenuItemConstructorOptions["role"]>
  | PageCommand
  | MenuItemConstructorOptions;

interface PageCommand {
  readonly label: string;
  readonly commandId: string;
  /** Shown only: the page itself listens to the keyboard, in the browser as here. */
  readonly accelerator?: string;
}

interface MenuColumn {
  readonly label: string;
  /** What macOS treats as its own: it lists windows in the one and searches in the other. */
  readonly role?: "window" | "help";
  readonly entries: readonly MenuEntry[];
}

function columns(platform: NodeJS.Platform, recentBooks: readonly string[], actions: MenuActions): MenuColumn[] {
  const isMac = platform === "darwin";
  return [
    {
      label: "File",
      entries: [
        { label: "New book…", click: () => actions.nameNewBook() },
        { label: "Open book…", accelerator: "CmdOrCtrl+O", click: () => actions.chooseBook() },
        {
          label: "Open recent book",
          enabled: recentBooks.length > 0,
          submenu: recentBooks.map((path) => ({ label: path, click: () => actions.openBook(path) })),
        },
        "separator",
        // macOS keeps it in a menu with the application's name.
        isMac ? "close" : "quit",
      ],
    },
    {
      label: "Edit",
      entries: ["undo", "redo", "separator", "cut", "copy", "paste", "pasteAndMatchStyle", "delete", "selectAll"],
    },
    {
      label: "Go",
      entries: [
        { label: "Back", accelerator: isMac ? "Cmd+[" : "Alt+Left", click: () => actions.back() },
        { label: "Forward", accelerator: isMac ? "Cmd+]" : "Alt+Right", click: () => actions.forward() },
        "separator",
        { label: "Accounts", commandId: "accounts.open" },
        { label: "Ledger", commandId: "ledger.open" },
        { label: "Invoices", commandId: "invoices.open" },
        { label: "Billing", commandId: "billing.open" },
        { label: "Subscriptions", commandId: "subscriptions.open" },
        { label: "Approvals", commandId: "approvals.open" },
        { label: "Imports", commandId: "imports.open" },
        { label: "Reports", commandId: "reports.open" },
        { label: "Settings", commandId: "settings.open" },
        { label: "API keys", commandId: "apiKeys.open" },
        { label: "Webhooks", commandId: "webhooks.open" },
        { label: "Operators", commandId: "operators.open" },
        { label: "Backups", commandId: "backups.open" },
        { label: "Closed months", commandId: "periods.open" },
        { label: "Audit log", commandId: "audit.open" },
        "separator",
        { label: "Search everything", commandId: "search.open", accelerator: "CmdOrCtrl+K" },
        "separator",
        { label: "Next pane", commandId: "panes.next", accelerator: "F6" },
        { label: "Previous pane", commandId: "panes.previous", accelerator: "Shift+F6" },
      ],
    },
    {
      label: "List",
      entries: [
        { label: "Search the list", commandId: "filter.focus" },
        { label: "Choose a view of the list", commandId: "views.open" },
        { label: "Add a filter", commandId: "filter.add" },
        "separator",
        { label: "Next row", commandId: "list.next" },
        { label: "Previous row", commandId: "list.previous" },
        { label: "Open the selected row", commandId: "list.open" },
        { label: "Show or hide the detail pane", commandId: "detail.switch" },
      ],
    },
    {
      label: "Account",
      entries: [
        { label: "New account", commandId: "accounts.create" },
        { label: "Adjust credit balance", commandId: "credits.adjust" },
        { label: "Adjust credit of the selected accounts", commandId: "credits.adjustSelection" },
        { label: "Preview next invoice", commandId: "invoices.preview" },
        { label: "Change plan, or subscribe", commandId: "subscriptions.change" },
      ],
    },
    {
      label: "Book",
      entries: [
        { label: "Verify the ledger", commandId: "ledger.verify" },
        { label: "Jobs: progress, cancel, resume", commandId: "jobs.show" },
        { label: "Add webhook", commandId: "webhooks.add" },
        { label: "Set the clock of the book", commandId: "clock.set" },
        "separator",
        { label: "Lock the desk", commandId: "desk.lock" },
      ],
    },
    {
      label: "View",
      entries: [
        { label: "Switch between light and dark", commandId: "appearance.switch" },
        { label: "Switch between comfortable and compact", commandId: "density.switch" },
        "separator",
        "reload",
        "separator",
        "resetZoom",
        "zoomIn",
        "zoomOut",
        "separator",
        "togglefullscreen",
      ],
    },
    {
      label: "Window",
      role: "window",
      entries: isMac ? ["minimize", "zoom", "separator", "front"] : ["minimize", "close"],
    },
    {
      label: "Help",
      role: "help",
      entries: [
        { label: "Keyboard shortcuts", commandId: "shortcuts.show" },
        "separator",
        { label: "Check for updates…", click: () => actions.checkForUpdates() },
        { label: "Save diagnostics…", click: () => actions.saveDiagnostics() },
      ],
    },
  ];
}

/** Builds the application's menu for a system. */
export function menuTemplate(
  platform: NodeJS.Platform,
  recentBooks: readonly string[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const ours = columns(platform, recentBooks, actions).map(({ label, role, entries }): MenuItemConstructorOptions => ({
    label,
    ...(role === undefined ? {} : { role }),
    submenu: entries.map((entry) => menuItem(entry, actions)),
  }));
  return platform === "darwin" ? [{ role: "appMenu" }, ...ours] : ours;
}

function menuItem(entry: MenuEntry, actions: MenuActions): MenuItemConstructorOptions {
  if (entry === "separator") return { type: "separator" };
  if (typeof entry === "string") return { role: entry };
  if (!("commandId" in entry)) return entry;
  const { label, commandId, accelerator } = entry;
  return {
    label,
    click: () => actions.runCommand(commandId),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
}

import type { MenuItemConstructorOptions } from "electron";
import type { DeskLanguage } from "../../shared/platform.ts";
import { menuTexts, roleItem, type MenuRole, type MenuText } from "./menu-text.ts";

/** What the menu asks of the host itself. */
export interface MenuActions {
  /** Asks the page to run one of the commands of its registry; null where the page cannot be asked, and the menu has none of them. */
  readonly runCommand: ((commandId: string) => void) | null;
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

type MenuEntry = "separator" | MenuRole | PageCommand | MenuItemConstructorOptions;

interface PageCommand {
  readonly commandId: keyof MenuText["commands"];
  /** Shown only: the page itself listens to the keyboard, in the browser as here. */
  readonly accelerator?: string;
}

interface MenuColumn {
  readonly label: string;
  /** What macOS treats as its own: it lists windows in the one and searches in the other. */
  readonly role?: "window" | "help";
  readonly entries: readonly MenuEntry[];
}

function columns(
  platform: NodeJS.Platform,
  words: MenuText,
  recentBooks: readonly string[],
  actions: MenuActions,
): MenuColumn[] {
  const isMac = platform === "darwin";
  return [
    {
      label: words.columns.file,
      entries: [
        { label: words.newBook, click: () => actions.nameNewBook() },
        { label: words.openBook, accelerator: "CmdOrCtrl+O", click: () => actions.chooseBook() },
        {
          label: words.openRecent,
          enabled: recentBooks.length > 0,
          submenu: recentBooks.map((path) => ({ label: path, click: () => actions.openBook(path) })),
        },
        { commandId: "team.open" },
        "separator",
        // macOS keeps it in a menu with the application's name.
        isMac ? "close" : "quit",
      ],
    },
    {
      label: words.columns.edit,
      entries: ["undo", "redo", "separator", "cut", "copy", "paste", "pasteAndMatchStyle", "delete", "selectAll"],
    },
    {
      label: words.columns.go,
      entries: [
        { label: words.back, accelerator: isMac ? "Cmd+[" : "Alt+Left", click: () => actions.back() },
        { label: words.forward, accelerator: isMac ? "Cmd+]" : "Alt+Right", click: () => actions.forward() },
        "separator",
        { commandId: "accounts.open" },
        { commandId: "ledger.open" },
        { commandId: "invoices.open" },
        { commandId: "billing.open" },
        { commandId: "subscriptions.open" },
        { commandId: "approvals.open" },
        { commandId: "imports.open" },
        { commandId: "outbox.open" },
        { commandId: "differences.open" },
        { commandId: "upstreamAccounts.open" },
        { commandId: "reports.open" },
        { commandId: "settings.open" },
        { commandId: "apiKeys.open" },
        { commandId: "webhooks.open" },
        { commandId: "operators.open" },
        { commandId: "backups.open" },
        { commandId: "periods.open" },
        { commandId: "link.open" },
        { commandId: "audit.open" },
        "separator",
        { commandId: "search.open", accelerator: "CmdOrCtrl+K" },
        "separator",
        { commandId: "panes.next", accelerator: "F6" },
        { commandId: "panes.previous", accelerator: "Shift+F6" },
      ],
    },
    {
      label: words.columns.list,
      entries: [
        { commandId: "filter.focus" },
        { commandId: "views.open" },
        { commandId: "filter.add" },
        "separator",
        { commandId: "list.next" },
        { commandId: "list.previous" },
        { commandId: "list.open" },
        { commandId: "detail.switch" },
        "separator",
        { commandId: "list.export" },
      ],
    },
    {
      label: words.columns.account,
      entries: [
        { commandId: "accounts.create" },
        { commandId: "credits.adjust" },
        { commandId: "credits.adjustSelection" },
        { commandId: "credits.undo" },
        { commandId: "credits.transfer" },
        { commandId: "credits.apply" },
        { commandId: "payments.record" },
        "separator",
        { commandId: "subscriptions.change" },
        { commandId: "invoices.preview" },
        { commandId: "accounts.statement" },
        { commandId: "accounts.billingDetails" },
        { commandId: "accounts.copyId" },
      ],
    },
    {
      label: words.columns.book,
      entries: [
        { commandId: "ledger.verify" },
        { commandId: "jobs.show" },
        { commandId: "webhooks.add" },
        { commandId: "clock.set" },
        "separator",
        { commandId: "desk.lock" },
      ],
    },
    {
      label: words.columns.view,
      entries: [
        { commandId: "appearance.switch" },
        { commandId: "density.switch" },
        { commandId: "navigation.fold" },
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
      label: words.columns.window,
      role: "window",
      entries: isMac ? ["minimize", "zoom", "separator", "front"] : ["minimize", "close"],
    },
    {
      label: words.columns.help,
      role: "help",
      entries: [
        { commandId: "shortcuts.show" },
        "separator",
        { label: words.checkForUpdates, click: () => actions.checkForUpdates() },
        { label: words.saveDiagnostics, click: () => actions.saveDiagnostics() },
      ],
    },
  ];
}

/** Builds the application's menu for a system, in a language. */
export function menuTemplate(
  platform: NodeJS.Platform,
  language: DeskLanguage,
  recentBooks: readonly string[],
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const words = menuTexts[language];
  const { runCommand } = actions;
  const ours = columns(platform, words, recentBooks, actions).flatMap(
    ({ label, role, entries }): MenuItemConstructorOptions[] => {
      const offered = runCommand === null ? tidy(entries.filter((entry) => !isPageCommand(entry))) : entries;
      const submenu = offered.map((entry) => menuItem(entry, words, runCommand));
      return submenu.length === 0 ? [] : [{ label, ...(role === undefined ? {} : { role }), submenu }];
    },
  );
  return platform === "darwin" ? [{ role: "appMenu" }, ...ours] : ours;
}

function isPageCommand(entry: MenuEntry): entry is PageCommand {
  return typeof entry !== "string" && "commandId" in entry;
}

/** Without separators that part nothing. */
function tidy(entries: readonly MenuEntry[]): MenuEntry[] {
  const parting = (index: number) => entries[index] === "separator" && entries[index + 1] !== "separator";
  const isKept = (index: number) =>
    entries[index] !== "separator" || (parting(index) && entries.slice(0, index).some((each) => each !== "separator"));
  const kept = entries.filter((_entry, index) => isKept(index));
  return kept.at(-1) === "separator" ? kept.slice(0, -1) : kept;
}

function menuItem(
  entry: MenuEntry,
  words: MenuText,
  runCommand: MenuActions["runCommand"],
): MenuItemConstructorOptions {
  if (entry === "separator") return { type: "separator" };
  if (typeof entry === "string") return roleItem(entry, words);
  if (!isPageCommand(entry)) return entry;
  const { commandId, accelerator } = entry;
  return {
    label: words.commands[commandId],
    click: () => runCommand?.(commandId),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  };
}

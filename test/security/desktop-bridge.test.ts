import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { bridgeChannels } from "../../src/shared/bridge.ts";
import { commandIds } from "../../src/renderer/foundation/commands.ts";
import type { EngineEvent } from "../../src/shared/contract/events.ts";
import { AppError } from "../../src/shared/errors.ts";
import type { Platform } from "../../src/shared/platform.ts";
import { deskCaller } from "../../src/main/hosts/callers.ts";
import { type DesktopUnderTest, startDesktop } from "../support/desktop.ts";
import { electronState, ipcRenderer, sendToMain } from "../support/electron-double.ts";
import { verbatim } from "../../src/shared/sentences/sentence.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

let desktop: DesktopUnderTest;
let platform: Platform;

beforeEach(async () => {
  desktop = await startDesktop();
  vi.resetModules();
  await import("../../src/preload/index.ts");
  platform = electronState.exposed.get("countinghousePlatform") as Platform;
});

afterEach(() => desktop.remove());

test("the preload exposes exactly this", () => {
  expect([...electronState.exposed.keys()]).toEqual(["countinghousePlatform"]);
  expect(Object.keys(platform).toSorted()).toEqual([
    "apiAddress",
    "call",
    "host",
    "onEvent",
    "onMenuCommand",
    "openExternal",
    "openSample",
    "openTeamLedger",
    "places",
    "print",
    "saveBookCopy",
    "saveExport",
    "saveFile",
    "saveTextFile",
    "tellLanguage",
  ]);
});

test("one file receives messages, and one folder imports Electron", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/u.test(path));
  const importers = (wanted: RegExp): string[] =>
    sources
      .filter((path) => wanted.test(readFileSync(join("src", path), "utf8")))
      .map((path) => path.replaceAll("\\", "/"));
  expect(importers(/\bipcMain\b/u)).toEqual(["main/desktop/ipc.ts"]);
  expect(importers(/\bshell\.open/u)).toEqual(["main/desktop/external-links.ts"]);
  for (const importer of importers(/from "electron"/u)) expect(importer).toMatch(/^(?:main\/desktop\/|preload\/)/u);
});

describe("a method call", () => {
  test("passes through the whole bridge, on behalf of the person at the machine", async () => {
    desktop.engine.answerWith(() => ({ ok: true, value: { name: "Example" } }));
    expect(await platform.call("book.info", {})).toEqual({ ok: true, value: { name: "Example" } });
    expect(desktop.engine.calls).toEqual([{ method: "book.info", input: {}, caller: deskCaller() }]);
  });

  test.each(["none", "__proto__", "toString", ""])(
    "of the unknown method %j is refused on both sides",
    async (method) => {
      const refusal = { ok: false, error: { code: "unknown_method" } };
      const sent = vi.spyOn(ipcRenderer, "invoke");
      expect(await platform.call(method, {})).toMatchObject(refusal);
      expect(sent).not.toHaveBeenCalled();
      expect(await sendToMain(bridgeChannels.call, [method, {}])).toMatchObject(refusal);
      expect(desktop.engine.calls).toHaveLength(0);
    },
  );
});

describe("a message", () => {
  test.each([
    [
      "from a frame within the page",
      { senderFrame: { origin: "app://countinghouse", parent: {} as Electron.WebFrameMain } },
    ],
    ["from another site", { senderFrame: { origin: "https://evil.example", parent: null } }],
    ["from a look-alike of the page", { senderFrame: { origin: "app://countinghouse.evil.example", parent: null } }],
    ["from an opaque origin", { senderFrame: { origin: "null", parent: null } }],
    ["from a frame that is gone", { senderFrame: null }],
    ["from what is no window", { sender: {} }],
  ])("%s is refused on every channel", async (_what, from) => {
    for (const channel of electronState.messageHandlers.keys()) {
      await expect(sendToMain(channel, ["book.info", {}], from)).rejects.toMatchObject({ code: "forbidden_origin" });
    }
    expect(desktop.engine.calls).toHaveLength(0);
  });

  test.each([
    [bridgeChannels.call, []],
    [bridgeChannels.call, [7, {}]],
    [bridgeChannels.call, ["x".repeat(101), {}]],
    [bridgeChannels.call, ["book.info", {}, "more"]],
    [bridgeChannels.saveTextFile, ["name.csv"]],
    [bridgeChannels.saveTextFile, ["", "text"]],
    [bridgeChannels.saveTextFile, ["x".repeat(256), "text"]],
    [bridgeChannels.saveTextFile, ["name.csv", { text: 1 }]],
    [bridgeChannels.saveFile, ["name.pdf", "text"]],
    [bridgeChannels.saveFile, ["", new Uint8Array(1)]],
    [bridgeChannels.apiAddress, ["all"]],
    [bridgeChannels.print, ["silent"]],
    [bridgeChannels.openSample, ["/etc/passwd"]],
    [bridgeChannels.openTeamLedger, []],
    [bridgeChannels.openTeamLedger, [`https://${"a".repeat(2_000)}`]],
    [bridgeChannels.saveExport, []],
    [bridgeChannels.saveExport, ["x".repeat(65)]],
    [bridgeChannels.saveBookCopy, ["/etc/passwd"]],
    [bridgeChannels.nameBackupFolder, ["/etc"]],
    [bridgeChannels.restoreFromFile, ["/etc/passwd"]],
    [bridgeChannels.restoreFromFile, [{ passphrase: "x", identities: [], fromPath: "/etc/passwd" }]],
    [bridgeChannels.openExternal, [{ href: "https://example.com" }]],
    [bridgeChannels.tellLanguage, ["fr"]],
    [bridgeChannels.tellLanguage, []],
  ])("to %s of another shape is refused: %j", async (channel, message) => {
    await expect(sendToMain(channel, message)).rejects.toMatchObject({ code: "invalid_input" });
    expect(desktop.engine.calls).toHaveLength(0);
  });

  test("on any other channel is not received", () => {
    expect([...electronState.messageHandlers.keys()].toSorted()).toEqual(
      [
        bridgeChannels.call,
        bridgeChannels.apiAddress,
        bridgeChannels.saveTextFile,
        bridgeChannels.saveFile,
        bridgeChannels.saveExport,
        bridgeChannels.saveBookCopy,
        bridgeChannels.nameBackupFolder,
        bridgeChannels.restoreFromFile,
        bridgeChannels.openSample,
        bridgeChannels.openTeamLedger,
        bridgeChannels.print,
        bridgeChannels.openExternal,
        bridgeChannels.tellLanguage,
      ].toSorted(),
    );
  });
});

test("the menus are told in the system's language until the page says which its own is", async () => {
  const columns = () => electronState.menu.map(({ label }) => label);
  expect(columns()).toContain("File");
  await platform.tellLanguage("de");
  expect(columns()).toContain("Datei");
  await platform.tellLanguage("en");
  expect(columns()).toContain("File");
});

test("the page is told where the API is", async () => {
  expect(await platform.apiAddress()).toEqual({ address: "http://127.0.0.1:4010/v1" });
});

describe("external addresses", () => {
  test.each([
    ["https://example.com/a?b=c", "https://example.com/a?b=c"],
    [
      "mailto:billing@example.com?subject=Invoice%20INV-000042",
      "mailto:billing@example.com?subject=Invoice%20INV-000042",
    ],
  ])("%s is opened", async (address, opened) => {
    await platform.openExternal(address);
    expect(electronState.openedAddresses).toEqual([opened]);
  });

  test.each([
    "http://example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "smb://evil.example/share",
    "ms-msdt:/id",
    "https://bank.example@evil.example/",
    "https://user:password@example.com/",
    "mailto:a@example.com?attach=/etc/passwd",
    "mailto:a@example.com?Attachment=/etc/passwd",
    `https://example.com/${"x".repeat(2_000)}`,
    "example.com",
    "",
  ])("%s is refused", async (address) => {
    await expect(platform.openExternal(address)).rejects.toMatchObject({ code: "invalid_input" });
    expect(electronState.openedAddresses).toEqual([]);
  });
});

describe("saving a file", () => {
  test("writes where the person chose, whatever the page proposed", async () => {
    const filePath = join(desktop.userDataDirectory, "chosen.csv");
    electronState.saveDialogAnswer = { canceled: false, filePath };
    expect(await platform.saveTextFile("../../etc/cron.d/x:\u0000y", "a,b\r\n")).toBe(true);
    expect(readFileSync(filePath, "utf8")).toBe("a,b\r\n");
    expect(electronState.saveDialogPath).toBe(join(desktop.userDataDirectory, "-..-etc-cron.d-x--y"));
  });

  test("writes bytes as they are", async () => {
    const filePath = join(desktop.userDataDirectory, "paper.pdf");
    electronState.saveDialogAnswer = { canceled: false, filePath };
    expect(await platform.saveFile("INV-000001.pdf", Uint8Array.of(0, 255, 128))).toBe(true);
    expect([...readFileSync(filePath)]).toEqual([0, 255, 128]);
  });

  test("writes nothing where the person changed their mind", async () => {
    expect(await platform.saveTextFile("report.csv", "text")).toBe(false);
    expect(existsSync(join(desktop.userDataDirectory, "report.csv"))).toBe(false);
  });
});

test("going over to the sample tells how far it is, and starts again with its book", async () => {
  const told: unknown[] = [];
  expect(await platform.openSample((progress) => told.push(progress))).toEqual({ ok: true, value: null });
  expect(told).toEqual([{ daysDone: 1, daysTotal: 2 }]);
  expect(electronState.quitCount).toBe(1);
});

describe("what an export has written", () => {
  const job = (state: string, result: object) => ({ id: "job_1", method: "exports.make", state, result });

  test("is copied to where the person chose, whatever the page says of paths", async () => {
    const path = join(desktop.userDataDirectory, "written");
    writeFileSync(path, "a,b");
    const file = { fileName: "ledger.csv", path, sizeBytes: 3, rowCount: 1, right: "read" };
    desktop.engine.answerWith(() => ({ ok: true, value: job("done", file) }));
    expect(await platform.saveExport("job_1")).toBeNull();
    const filePath = join(desktop.userDataDirectory, "chosen.csv");
    electronState.saveDialogAnswer = { canceled: false, filePath };
    expect(await platform.saveExport("job_1")).toEqual({ ok: true, value: { path: filePath } });
    expect(readFileSync(filePath, "utf8")).toBe("a,b");
    expect(electronState.saveDialogPath).toBe(join(desktop.userDataDirectory, "ledger.csv"));
  });

  test("is nothing where the job is another one, or not over", async () => {
    for (const other of [job("running", {}), { ...job("done", { path: "/etc/passwd" }), method: "book.backup" }]) {
      desktop.engine.answerWith(() => ({ ok: true, value: other }));
      expect(await platform.saveExport("job_1")).toMatchObject({ ok: false, error: { code: "job_not_found" } });
    }
  });
});

describe("a place for copies of the book", () => {
  test("is the one that the person chose in the dialog, and the engine is told that a person did", async () => {
    desktop.engine.answerWith((method) =>
      method === "book.info" ? { ok: true, value: { name: "Acme/Billing" } } : { ok: true, value: method },
    );
    electronState.saveDialogAnswer = { canceled: false, filePath: "/stick/acme.countinghouse" };
    expect(await platform.saveBookCopy()).toEqual({ ok: true, value: "book.backup" });
    expect(electronState.saveDialogPath).toBe(join(desktop.userDataDirectory, "Acme-Billing.countinghouse"));
    electronState.openDialogAnswer = ["/stick"];
    expect(await platform.places?.nameBackupFolder()).toEqual({ ok: true, value: "backups.configure" });
    expect(await platform.places?.restoreFromFile(null)).toEqual({ ok: true, value: "book.restore" });
    const idempotencyKey = expect.any(String) as string;
    const named = { ...deskCaller(), namesPaths: true };
    expect(desktop.engine.calls.slice(1)).toEqual([
      { method: "book.backup", input: { toPath: "/stick/acme.countinghouse" }, caller: named },
      { method: "backups.configure", input: { folder: "/stick", idempotencyKey }, caller: named },
      { method: "book.restore", input: { fromPath: "/stick", replaces: true, idempotencyKey }, caller: named },
    ]);
  });

  test("is nowhere where the person changed their mind", async () => {
    desktop.engine.answerWith(() => ({ ok: true, value: { name: "Acme" } }));
    expect(await platform.saveBookCopy()).toBeNull();
    expect(await platform.places?.nameBackupFolder()).toBeNull();
    expect(await platform.places?.restoreFromFile(null)).toBeNull();
    // What opens a copy opens none where none was named.
    expect(await platform.places?.restoreFromFile({ passphrase: "x", identities: [] })).toBeNull();
    expect(desktop.engine.calls.map(({ method }) => method)).toEqual(["book.info"]);
  });

  test("of a copy that is encrypted is kept for what opens it, which is asked for then", async () => {
    const encrypted = new AppError("backup_encrypted", verbatim("It is encrypted.")).toView();
    desktop.engine.answerWith(() => ({ ok: false, error: encrypted }));
    electronState.openDialogAnswer = ["/stick/copy.age"];
    expect(await platform.places?.restoreFromFile(null)).toEqual({ ok: false, error: encrypted });
    electronState.openDialogAnswer = ["/stick/another"];
    await platform.places?.restoreFromFile({ passphrase: "correct horse", identities: [] });
    const restore = { fromPath: "/stick/copy.age", replaces: true };
    expect(desktop.engine.calls.map(({ input }) => input)).toMatchObject([
      restore,
      { ...restore, passphrase: "correct horse", identities: [] },
    ]);
  });
});

describe("printing", () => {
  test("ends when the page is printed or the dialog is left", async () => {
    await expect(platform.print()).resolves.toBeUndefined();
    electronState.printAnswer = [false, "Print job canceled"];
    await expect(platform.print()).resolves.toBeUndefined();
    expect(electronState.questions).toEqual([]);
  });

  test.each([
    ["DE", "A4"],
    ["US", "Letter"],
    ["", "A4"],
  ])("in %j is on %s", async (countryCode, paper) => {
    electronState.countryCode = countryCode;
    await platform.print();
    expect(electronState.printedOn).toEqual([paper]);
  });

  test("says so where it fails", async () => {
    electronState.printAnswer = [false, "Invalid printer settings"];
    await platform.print();
    expect(electronState.questions).toMatchObject([
      { message: "The page was not printed.", detail: "Invalid printer settings" },
    ]);
  });

  test("becomes a PDF where there is no printer", async () => {
    electronState.printers = [];
    await platform.print();
    expect(electronState.saveDialogTitle).toBe("There is no printer: save as PDF");
    expect(electronState.madePdfOn).toEqual([]);
    const filePath = join(desktop.userDataDirectory, "invoice.pdf");
    electronState.saveDialogAnswer = { canceled: false, filePath };
    await platform.print();
    expect(readFileSync(filePath, "utf8")).toBe("%PDF-1.7");
    expect([electronState.madePdfOn, electronState.printedOn]).toEqual([["A4"], []]);
  });
});

describe("from main to page", () => {
  const changed: EngineEvent = { type: "changed", topics: ["ledger"], accountIds: null };

  test("the engine's events arrive bare, until the listener is taken away", () => {
    const received: unknown[][] = [];
    const stop: () => unknown = platform.onEvent((...message) => received.push(message));
    desktop.engine.emit(changed);
    // Nothing of Electron comes back either.
    expect(stop()).toBeUndefined();
    desktop.engine.emit(changed);
    expect(received).toEqual([[changed]]);
    expect(ipcRenderer.listenerCount(bridgeChannels.engineEvent)).toBe(0);
  });

  test("the menu asks for commands of the page by their ids", () => {
    const received: string[] = [];
    platform.onMenuCommand((commandId) => received.push(commandId));
    const items = electronState.menu.flatMap(({ submenu }) => submenu as Electron.MenuItemConstructorOptions[]);
    for (const { click } of items) (click as (() => void) | undefined)?.();
    expect(received).toEqual([
      "team.open",
      "accounts.open",
      "ledger.open",
      "invoices.open",
      "billing.open",
      "subscriptions.open",
      "approvals.open",
      "imports.open",
      "outbox.open",
      "differences.open",
      "upstreamAccounts.open",
      "reports.open",
      "settings.open",
      "apiKeys.open",
      "webhooks.open",
      "operators.open",
      "backups.open",
      "periods.open",
      "link.open",
      "audit.open",
      "search.open",
      "panes.next",
      "panes.previous",
      "filter.focus",
      "views.open",
      "filter.add",
      "list.next",
      "list.previous",
      "list.open",
      "detail.switch",
      "list.export",
      "accounts.create",
      "credits.adjust",
      "credits.adjustSelection",
      "credits.undo",
      "credits.transfer",
      "credits.apply",
      "payments.record",
      "subscriptions.change",
      "invoices.preview",
      "accounts.statement",
      "accounts.billingDetails",
      "accounts.copyId",
      "ledger.verify",
      "jobs.show",
      "webhooks.add",
      "clock.set",
      "desk.lock",
      "appearance.switch",
      "density.switch",
      "navigation.fold",
      "shortcuts.show",
    ]);
    expect(received.toSorted(), "every command of the registry has its place").toEqual(commandIds.toSorted());
  });
});

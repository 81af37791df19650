import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemKeyStore } from "../../src/main/desktop/key-store.ts";
import { parseCommandLine, placeOfLink, requestFor, toCommandLine } from "../../src/main/desktop/start-request.ts";
import type { JobView } from "../../src/shared/contract/jobs.ts";
import { type DesktopUnderTest, startDesktop } from "../support/desktop.ts";
import { app, electronState } from "../support/electron-double.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

let desktop: DesktopUnderTest;

beforeEach(async () => {
  desktop = await startDesktop();
});

afterEach(() => desktop.remove());

/** Lets what was answered be acted on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the system's key store", () => {
  test.each([null, "basic_text", "unknown"] as const)("is none where Electron has %s", (backend) => {
    electronState.keyStore = backend;
    expect(systemKeyStore()).toBeNull();
  });

  test("opens what it has sealed, and nothing of another's", () => {
    electronState.keyStore = "gnome_libsecret";
    const sealed = systemKeyStore()?.seal("sk_live_1") ?? "";
    expect(Buffer.from(sealed, "base64").toString()).not.toContain("sk_live_1");
    expect(systemKeyStore()?.open(sealed)).toBe("sk_live_1");
    electronState.keyStore = "kwallet6";
    expect(() => systemKeyStore()?.open(sealed)).toThrow("decrypting");
  });
});

describe("a window that is dead", () => {
  const gone = (reason: string) => app.emit("render-process-gone", {}, desktop.window.webContents, { reason });

  test.each(["crashed", "oom", "killed", "launch-failed"])(
    "because its page has %s is loaded again",
    async (reason) => {
      gone(reason);
      await vi.waitFor(() => expect(desktop.window.webContents.acts).toEqual(["reload"]));
      expect(electronState.questions).toMatchObject([{ message: `The page has stopped (${reason}).` }]);
    },
  );

  test("because what draws it has died is loaded again", async () => {
    app.emit("child-process-gone", {}, { type: "GPU", reason: "crashed" });
    await vi.waitFor(() => expect(desktop.window.webContents.acts).toEqual(["reload"]));
  });

  test("may be left, too", async () => {
    electronState.answer = () => 1;
    gone("crashed");
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1));
    expect(desktop.window.webContents.acts).toEqual([]);
  });

  test("is asked about once at a time, and not where all is in order", async () => {
    gone("clean-exit");
    app.emit("child-process-gone", {}, { type: "Utility", reason: "crashed" });
    desktop.window.webContents.emit("did-fail-load", {}, -3, "ERR_ABORTED", "", true);
    desktop.window.webContents.emit("did-fail-load", {}, -6, "ERR_FILE_NOT_FOUND", "", false);
    expect(electronState.questions).toEqual([]);
    gone("crashed");
    desktop.window.webContents.emit("did-fail-load", {}, -6, "ERR_FILE_NOT_FOUND", "", true);
    expect(electronState.questions).toHaveLength(1);
    await vi.waitFor(() => expect(desktop.window.webContents.acts).toEqual(["reload"]));
    desktop.window.webContents.emit("did-fail-load", {}, -6, "ERR_FILE_NOT_FOUND", "", true);
    expect(electronState.questions[1]?.message).toBe("The page could not be loaded (ERR_FILE_NOT_FOUND).");
  });

  test("because its page does not answer is ended and loaded again, where the person wants that", async () => {
    electronState.answer = () => 1;
    desktop.window.emit("unresponsive");
    await vi.waitFor(() => expect(desktop.window.webContents.acts).toEqual(["end", "reload"]));
    // That the page was ended for it is no further fault.
    expect(electronState.questions).toMatchObject([{ buttons: ["Wait", "Load it again"] }]);
  });

  test("and comes back while the person thinks is left alone", async () => {
    electronState.answer = ({ signal }) =>
      new Promise((resolve) => {
        signal?.addEventListener("abort", () => resolve(0));
      });
    desktop.window.emit("unresponsive");
    await vi.waitFor(() => expect(electronState.questions).toHaveLength(1));
    desktop.window.emit("responsive");
    await settled();
    expect(desktop.window.webContents.acts).toEqual([]);
  });
});

describe("the buttons of a mouse", () => {
  test("go back and forward", () => {
    for (const command of ["browser-backward", "browser-forward", "media-play"]) {
      desktop.window.emit("app-command", {}, command);
    }
    expect(desktop.window.webContents.acts).toEqual(["back", "forward"]);
  });
});

describe("the menu at the mouse", () => {
  const flags = { canCut: true, canCopy: true, canPaste: false, canSelectAll: true };
  const click = (where: object): unknown[] => {
    desktop.window.webContents.emit(
      "context-menu",
      {},
      {
        isEditable: false,
        selectionText: "",
        editFlags: flags,
        misspelledWord: "",
        dictionarySuggestions: [],
        ...where,
      },
    );
    return electronState.contextMenus
      .splice(0)
      .flat()
      .map(({ role, label, type }) => role ?? label ?? type);
  };

  test("is that of text, where there is text", () => {
    expect(click({})).toEqual([]);
    expect(click({ selectionText: " " })).toEqual([]);
    expect(click({ selectionText: "INV-000042" })).toEqual(["copy"]);
    expect(click({ isEditable: true })).toEqual(["cut", "copy", "paste", "separator", "selectAll"]);
  });

  test("offers what a misspelled word may have meant", () => {
    const where = { isEditable: true, misspelledWord: "recieve", dictionarySuggestions: ["receive"] };
    expect(click(where).slice(0, 3)).toEqual(["receive", "separator", "cut"]);
  });
});

describe("work under way", () => {
  const running: JobView = {
    id: "job_1",
    method: "accounts.import",
    state: "running",
    progress: { done: 1, total: 4, unit: "rows", failures: 0, totals: [] },
    startedAtMs: 1,
    endedAtMs: null,
  };
  const report = (job: Partial<JobView>) => desktop.engine.emit({ type: "job", job: { ...running, ...job } });

  test("shows how far it is on the window's icon", () => {
    report({});
    expect(desktop.window.progress).toBe(0.25);
    report({ progress: { ...running.progress, total: null } });
    expect(desktop.window.progress).toBe(2);
    report({ state: "done" });
    expect(desktop.window.progress).toBe(-1);
  });

  test("says that it is over to who looks elsewhere, without amounts or names", () => {
    report({});
    report({ state: "done", progress: { ...running.progress, done: 1_234 } });
    expect(electronState.notifications.map(({ options }) => options)).toEqual([
      { title: "An import is done", body: `${(1_234).toLocaleString()} rows` },
    ]);
    electronState.notifications[0]?.emit("click");
    expect(desktop.window.isFocused).toBe(true);
    report({});
    report({ state: "failed" });
    expect(electronState.notifications).toHaveLength(1);
  });

  test("says that it failed, and nothing of what was cancelled or begun by the calendar", () => {
    report({});
    report({ state: "failed" });
    expect(electronState.notifications[0]?.options.title).toBe("An import failed");
    report({});
    report({ state: "stopped" });
    report({ method: "billing.catchUp" });
    report({ method: "billing.catchUp", state: "done" });
    expect(electronState.notifications).toHaveLength(1);
  });
});

describe("another start", () => {
  const start = (handedOver: unknown) => app.emit("second-instance", {}, [], "/", handedOver);
  const elsewhere = "/books/other.countinghouse";

  test("hands over what it asks for", () => {
    expect(electronState.lockData).toEqual(requestFor({}));
  });

  test.each<[what: string, handedOver: unknown]>([
    ["no book", { bookPath: null, place: null }],
    ["the open book", { bookPath: "/books/acme.countinghouse", place: null }],
    ["nothing that can be read", { bookPath: 7, more: true }],
    ["nothing at all", undefined],
  ])("that names %s brings the window to the front", async (_what, handedOver) => {
    desktop.window.isIconified = true;
    start(handedOver);
    await settled();
    expect(desktop.window).toMatchObject({ isFocused: true, isIconified: false });
    expect([electronState.questions, electronState.quitCount]).toEqual([[], 0]);
  });

  test("with another book asks, and goes over to it once this one is closed", async () => {
    start({ bookPath: elsewhere, place: null });
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1));
    expect(electronState.questions[0]?.detail).toContain(elsewhere);
    app.emit("will-quit", { preventDefault: () => undefined });
    await vi.waitFor(() => expect(electronState.restarts).toHaveLength(1), 20_000);
    expect(desktop.engine.isClosed()).toBe(true);
    expect(electronState.restarts[0]).toContain(`--book=${elsewhere}`);
  });

  test.each([
    ["for reading only", { isReadOnly: true, apiPort: "4711" }, ["--read-only", "--api-port=4711"]],
    ["for work", { isReadOnly: false }, []],
    ["by a version that did not say", {}, []],
  ])("with another book %s opens it so", async (_what, said, switches) => {
    start({ bookPath: elsewhere, place: null, ...said });
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1));
    app.emit("will-quit", { preventDefault: () => undefined });
    await vi.waitFor(() => expect(electronState.restarts).toHaveLength(1), 20_000);
    const asked = electronState.restarts[0]?.filter((each) => /^--(?:read-only|api-port)/u.test(each));
    expect(asked).toEqual(switches);
  });

  test("with another book stays here where the person says so", async () => {
    electronState.answer = () => 1;
    start({ bookPath: elsewhere, place: null });
    await vi.waitFor(() => expect(electronState.questions).toHaveLength(1));
    await settled();
    expect(electronState.quitCount).toBe(0);
  });

  test("while this one is closing is made good when it is closed", async () => {
    const closed = Promise.withResolvers<void>();
    vi.spyOn(desktop.engine, "close").mockReturnValue(closed.promise);
    app.emit("will-quit", { preventDefault: () => undefined });
    start({ bookPath: null, place: "#/account/org_1" });
    closed.resolve();
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1), 20_000);
    expect(electronState.restarts).toEqual([
      expect.arrayContaining(["--book=/books/acme.countinghouse", "countinghouse://account/org_1"]),
    ]);
  });

  test("by a book or a link that macOS hands over is the same", async () => {
    let isTaken = false;
    app.emit("open-url", { preventDefault: () => (isTaken = true) }, "countinghouse://invoice/inv_1");
    await vi.waitFor(() => expect(desktop.window.address).toBe("app://countinghouse/index.html#/invoice/inv_1"));
    expect(isTaken).toBe(true);
    app.emit("open-file", { preventDefault: () => undefined }, elsewhere);
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1));
  });
});

describe("what goes wrong", () => {
  const logPath = (name: string) => join(desktop.userDataDirectory, name);

  test("is kept with its time, in two files at most", () => {
    writeFileSync(logPath("countinghouse.1.log"), "long ago");
    desktop.errorOutput.write("a fault: one\n");
    expect(readFileSync(logPath("countinghouse.log"), "utf8")).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z a fault: one\n$/u);
    desktop.errorOutput.write(`a fault: ${"x".repeat(1_048_576)}\n`);
    desktop.errorOutput.write("a fault: two\n");
    expect(readFileSync(logPath("countinghouse.1.log"), "utf8")).toContain("a fault: one");
    expect(readFileSync(logPath("countinghouse.log"), "utf8")).toMatch(/^\S+ a fault: two\n$/u);
  });

  test("does not become worse by a log that cannot be written", () => {
    mkdirSync(logPath("countinghouse.log"));
    expect(desktop.errorOutput.write("a fault: one\n")).toBe(true);
  });

  test("is saved from the menu without names, amounts, keys or paths", async () => {
    const fault = [
      'the engine\'s writer thread failed: SqliteError: UNIQUE of "Ann Smith" 1,234.50 in /home/ann/Acme GmbH.countinghouse',
      "    at book (/home/ann/acme/built/main/worker.js:10:20)",
      "    at file:///home/ann/acme/built/main/shared-start.js:3:4 {",
      "  code: 'SQLITE_CONSTRAINT', note: 'Ann Smith owes 99.95', key: sk_live_key_01_secret",
      "}",
    ];
    desktop.errorOutput.write(`${fault.join("\n")}\n`);
    desktop.errorOutput.write("Ann Smith: ann@example.com\n");
    desktop.errorOutput.write("Invoice INV-000042 of Acme: EACCES\n");
    const filePath = join(desktop.userDataDirectory, "diagnostics.zip");
    electronState.saveDialogAnswer = { canceled: false, filePath };
    const help = electronState.menu.find(({ label }) => label === "Help")?.submenu;
    const items = (help ?? []) as Electron.MenuItemConstructorOptions[];
    (items.find(({ label }) => label === "Save diagnostics…")?.click as (() => void) | undefined)?.();
    // It is there, and whole, once it can be read.
    const files = await vi.waitFor(() => unzipSync(readFileSync(filePath)), 20_000);
    const log = strFromU8(files["log.txt"] ?? new Uint8Array());
    expect(log).toContain("the engine's writer thread failed SqliteError");
    expect(log).toContain("at book (worker.js:10:20)");
    expect(log).toContain("SQLITE_CONSTRAINT");
    expect(log).toContain("EACCES");
    expect(log).not.toMatch(/Ann|Smith|Acme|1,234|99\.95|sk_live|example\.com|\/home|INV/u);
    const about = JSON.parse(strFromU8(files["about.json"] ?? new Uint8Array())) as object;
    expect(about).toMatchObject({ version: "1.2.3", platform: process.platform });
    expect(Object.keys(files)).toEqual(["about.json", "log.txt"]);
  });
});

describe("books opened from the menu", () => {
  const fileMenu = () => electronState.menu[0]?.submenu as Electron.MenuItemConstructorOptions[];
  const click = (item: Electron.MenuItemConstructorOptions | undefined) =>
    (item?.click as (() => void) | undefined)?.();
  const listPath = () => join(desktop.userDataDirectory, "recent-books.json");

  test("take the place of this one", async () => {
    electronState.openDialogAnswer = ["/books/other.countinghouse"];
    click(fileMenu().find(({ label }) => label === "Open book…"));
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1));
    expect(electronState.questions).toEqual([]);
  });

  test("may be new ones, which the page then offers to make", async () => {
    electronState.saveDialogAnswer = { canceled: false, filePath: "/books/new" };
    click(fileMenu().find(({ label }) => label === "New book…"));
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1));
    app.emit("will-quit", { preventDefault: () => undefined });
    await vi.waitFor(() => expect(electronState.restarts).toHaveLength(1), 20_000);
    expect(electronState.restarts[0]).toContain("--book=/books/new.countinghouse");
  });

  test("are remembered, the last one first, and a list that is damaged is begun anew", async () => {
    expect(JSON.parse(readFileSync(listPath(), "utf8"))).toEqual(["/books/acme.countinghouse"]);
    const { rememberBook } = await import("../../src/main/hosts/recent-books.ts");
    expect(rememberBook(listPath(), "/books/b.countinghouse")).toEqual(["/books/acme.countinghouse"]);
    expect(rememberBook(listPath(), "/books/acme.countinghouse")).toEqual(["/books/b.countinghouse"]);
    writeFileSync(listPath(), "{");
    expect(rememberBook(listPath(), "/books/c.countinghouse")).toEqual([]);
  });
});

describe("a command's line", () => {
  const parse = (...line: string[]) => parseCommandLine(line, (path) => `/here/${path}`);

  test.each([
    [["--book", "a.sqlite"], "/here/a.sqlite"],
    [["--book=a b ü 🧾.countinghouse"], "/here/a b ü 🧾.countinghouse"],
    [["--no-first-run", "/project", "a.countinghouse"], "/here/a.countinghouse"],
    // As file managers may name it that are told `%U`.
    [["--", "file:///home/ann/a%20b%20%C3%BC.countinghouse"], "/here//home/ann/a b ü.countinghouse"],
    [["/project"], null],
    [["notes.txt"], null],
  ])("%j names the book %s", (line, bookPath) => {
    expect(parse(...line).bookPath).toBe(bookPath);
  });

  test("names the port of the API, and a place by a link", () => {
    expect(parse("--api-port", "4010", "--", "countinghouse://run/run_1")).toEqual({
      bookPath: null,
      place: "#/run/run_1",
      apiPort: "4010",
      isReadOnly: false,
    });
  });

  test.each([
    "countinghouse://",
    "countinghouse://settings/api-keys",
    "countinghouse://account/../../etc",
    "countinghouse://account/org_1?next=https://evil.example",
    "countinghouse://account/org_1#/settings",
    "countinghouse://account/%6frg_1",
    `countinghouse://account/org_${"x".repeat(10_000)}`,
    "countinghouse://account/org_1 --no-sandbox",
    "countinghouse://x@account/org_1",
    "https://example.com/account/org_1",
    "javascript:alert(1)",
  ])("leads nowhere by the link %s", (link) => {
    expect(placeOfLink(link)).toBeNull();
  });

  test("of another start keeps the switches of this one", () => {
    const line = toCommandLine(requestFor({ bookPath: "/b.countinghouse", place: "#/account/org_1" }), [
      "/project",
      "--user-data-dir=/profile",
      "--book=/a.countinghouse",
      "--api-port",
      "4010",
      "countinghouse://account/org_2",
    ]);
    const switches = ["--user-data-dir=/profile", "--api-port=4010", "--book=/b.countinghouse"];
    expect(line).toEqual([...switches, "countinghouse://account/org_1"]);
    expect(parse(...line)).toMatchObject({ bookPath: "/here//b.countinghouse", place: "#/account/org_1" });
    // Whoever says nothing of it has the next book as this one; whoever says so has it as they say.
    const auditor = ["--read-only", "--book=/a.countinghouse"];
    const other = requestFor({ bookPath: "/b.countinghouse" });
    expect(toCommandLine(other, auditor)).toContain("--read-only");
    expect(toCommandLine({ ...other, isReadOnly: false }, auditor)).not.toContain("--read-only");
  });
});

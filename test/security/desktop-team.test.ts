import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { bridgeChannels } from "../../src/shared/bridge.ts";
import { readRecentBooks } from "../../src/main/hosts/recent-books.ts";
import { createTestBook } from "../support/book.ts";
import { type DesktopUnderTest, startDesktop } from "../support/desktop.ts";
import { electronState, sendToMain } from "../support/electron-double.ts";
import { addOperators } from "../support/operators.ts";
import { startTestTeamHost, tlsFile, usualDoor } from "../support/team.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

const origin = "https://ledger.example.com:8443";
let desktop: DesktopUnderTest;
afterEach(() => desktop.remove());

describe("a team's ledger", () => {
  test("is the page of its host, which has nothing of the program, in a session of its own", async () => {
    desktop = await startDesktop("#/account/org_globex", `${origin}/some/where?a=b`);
    expect(desktop.window.address).toBe(`${origin}/#/account/org_globex`);
    const preferences = desktop.window.options.webPreferences ?? {};
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(preferences).not.toHaveProperty("preload");
    expect(preferences.session).toBeDefined();
    expect(electronState.partition).toBe("persist:team-ledger");
    // No book is opened here, and nothing of the program answers a page.
    expect([...electronState.messageHandlers.keys()]).toEqual([]);
    expect(electronState.protocolHandlers.size).toBe(0);
    expect(electronState.certificateVerifyProc).toBeNull();
    expect(readRecentBooks(join(desktop.userDataDirectory, "recent-books.json"))).toEqual([origin]);
    expect(electronState.menu.map(({ label }) => label)).not.toContain("Account");
  });

  test("may write to the clipboard, and nobody else may anything", async () => {
    desktop = await startDesktop(null, origin);
    const check = (permission: string, of: string) =>
      electronState.permissionCheckHandler?.(
        null,
        permission as "media",
        `${of}/`,
        {} as Electron.PermissionCheckHandlerHandlerDetails,
      );
    expect(check("clipboard-sanitized-write", origin)).toBe(true);
    expect(check("clipboard-sanitized-write", "app://countinghouse")).toBe(false);
    expect(check("media", origin)).toBe(false);
  });

  test("is not left, but for a single sign-on and until that is over", async () => {
    desktop = await startDesktop(null, origin);
    const { webContents } = desktop.window;
    const goes = (event: string, url: string): boolean => {
      let isRefused = false;
      webContents.emit(event, { url, preventDefault: () => (isRefused = true) });
      return !isRefused;
    };
    const provider = "https://login.example.com/authorize?client_id=countinghouse";
    const elsewhere = [
      provider,
      "http://ledger.example.com:8443/",
      "https://ledger.example.com/",
      "file:///etc/passwd",
    ];
    expect(elsewhere.filter((url) => goes("will-frame-navigate", url))).toEqual([]);
    expect(goes("will-frame-navigate", `${origin}/#/ledger`)).toBe(true);

    expect(goes("will-frame-navigate", `${origin}/sign-on/start?to=%23%2Fledger`)).toBe(true);
    expect(goes("will-redirect", provider)).toBe(true);
    expect(goes("will-frame-navigate", "https://second-factor.example.com/")).toBe(true);
    expect(goes("will-redirect", "http://login.example.com/")).toBe(false);
    expect(goes("will-redirect", "app://countinghouse/index.html")).toBe(false);
    expect(goes("will-redirect", `${origin}/sign-on/return?code=1`)).toBe(true);
    expect(goes("will-frame-navigate", provider)).toBe(false);

    // Given up: whoever goes back by the history is at the host again.
    goes("will-frame-navigate", `${origin}/sign-on/start`);
    webContents.emit("did-navigate", {}, `${origin}/`);
    expect(goes("will-frame-navigate", provider)).toBe(false);
  });

  test("opens a window for a sign-on from a locked desk, and every other address in the browser or not at all", async () => {
    desktop = await startDesktop(null, origin);
    const asked = (url: string) =>
      desktop.window.webContents.openHandler?.({ url, disposition: "new-window" } as Electron.HandlerDetails);
    expect(asked(`${origin}/#/ledger`)).toEqual({ action: "deny" });
    expect(asked("https://docs.example.com/api")).toEqual({ action: "deny" });
    expect(asked("file:///etc/passwd")).toEqual({ action: "deny" });
    expect(electronState.openedAddresses).toEqual(["https://docs.example.com/api"]);
    expect(asked(`${origin}/sign-on/start?to=%23`)).toEqual({ action: "allow" });
  });

  test.each(["https://ann:secret@ledger.example.com", "https://", "https://ledger example"])(
    "is not opened by %s, and no secret is repeated",
    async (address) => {
      await expect(startDesktop(null, address)).rejects.toThrow("A team's host is named by https://");
      expect(electronState.errorBoxes.join()).not.toContain("secret");
      desktop = await startDesktop(null, origin);
    },
  );

  test("is gone over to from a book, by the address that was typed", async () => {
    desktop = await startDesktop();
    expect(await sendToMain(bridgeChannels.openTeamLedger, ["not an address"])).toMatchObject({
      ok: false,
      error: { code: "invalid_input" },
    });
    expect(electronState.quitCount).toBe(0);
    expect(await sendToMain(bridgeChannels.openTeamLedger, ["ledger.example.com:8443"])).toEqual({
      ok: true,
      value: null,
    });
    expect(electronState.quitCount).toBe(1);
  });
});

describe("an authority of one's own", () => {
  const vouches = async (authority: string, certificate: string, servedAs: string): Promise<number> => {
    const book = await createTestBook();
    await addOperators(book, { ann: "clerk" });
    const host = await startTestTeamHost(book, {
      door: {
        ...usualDoor,
        security: { kind: "tls", certificatePath: tlsFile(`${servedAs}.pem`), keyPath: tlsFile(`${servedAs}.key`) },
      },
    });
    const address = `https://localhost:${host.port}`;
    desktop = await startDesktop(null, address, JSON.stringify({ team: { certificateAuthority: authority } }));
    const request = {
      hostname: "localhost",
      errorCode: -202,
      certificate: { data: readFileSync(tlsFile(certificate), "utf8") },
    };
    return new Promise((decide) => electronState.certificateVerifyProc?.(request as Electron.Request, decide));
  };

  test("is believed for the team's host, and what it shows", async () => {
    expect(await vouches(tlsFile("authority.pem"), "host.pem", "host")).toBe(0);
    const ofAnother = { hostname: "other.example", errorCode: -202, certificate: { data: "" } } as Electron.Request;
    // Another host is not its to vouch for.
    expect(await new Promise((decide) => electronState.certificateVerifyProc?.(ofAnother, decide))).toBe(-3);
  });

  test("is not believed for another certificate than the host has, for one that has expired, and where it is another's", async () => {
    expect(await vouches(tlsFile("authority.pem"), "renewed.pem", "host")).toBe(-3);
    expect(await vouches(tlsFile("authority.pem"), "expired.pem", "expired")).toBe(-3);
    // A certificate that vouches for nobody.
    expect(await vouches(tlsFile("host.pem"), "renewed.pem", "renewed")).toBe(-3);
    expect(await vouches("/nowhere/authority.pem", "host.pem", "host")).toBe(-3);
  });

  test("is not asked where the policy cannot be read", async () => {
    desktop = await startDesktop(null, origin, "not JSON");
    expect(electronState.certificateVerifyProc).toBeNull();
    expect(desktop.window.address).toBe(`${origin}/`);
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "@playwright/test";
import { expect, test } from "../desk.ts";

/**
 * Where Electron lies: within the application that was packed for the tests, where one is named (`npm run make -- --for-tests`), else
 * where the package keeps it once it was downloaded; undefined on machines that could not have it.
 */
function findElectron(): string | undefined {
  const executable = packed === undefined ? electronOfPackage() : join(packed, programOfPacked);
  return executable !== undefined && existsSync(executable) ? executable : undefined;
}

const packed = process.env["COUNTINGHOUSE_PACKED"];
const programOfPacked = {
  linux: `Countinghouse-linux-${process.arch}/countinghouse-desktop`,
  win32: `Countinghouse-win32-${process.arch}/Countinghouse.exe`,
  darwin: `Countinghouse-darwin-${process.arch}/Countinghouse.app/Contents/MacOS/Countinghouse`,
}[process.platform as "linux" | "win32" | "darwin"];

function electronOfPackage(): string | undefined {
  const folder = join(import.meta.dirname, "../../../node_modules/electron");
  const pathFile = join(folder, "path.txt");
  return existsSync(pathFile) ? join(folder, "dist", readFileSync(pathFile, "utf8")) : undefined;
}

/** What is not packed is told where it lies. */
const projectArgument = packed === undefined ? [join(import.meta.dirname, "../../..")] : [];
const executablePath = findElectron();
const isHere = executablePath !== undefined;
// The reason stands in the titles, because the list of results shows nothing else of a skipped test.
const where = isHere ? "in Electron" : "SKIPPED, Electron is not installed on this machine";
test.skip(!isHere, where);

test(`the main job in the desktop application (${where})`, async ({ hosting }) => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-electron-"));
  const bookPath = join(folder, "book.countinghouse");
  await hosting.prepare("company", bookPath);
  const application = await _electron.launch({
    ...(isHere ? { executablePath } : {}),
    args: [...projectArgument, "--book", bookPath, `--user-data-dir=${join(folder, "profile")}`],
  });
  try {
    const page = await application.firstWindow();
    await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
    expect(page.url()).toMatch(/^app:\/\/countinghouse\//u);
    await page.getByRole("textbox", { name: "Search by name, e-mail, slug or ID" }).fill("globex");
    await page.getByRole("gridcell", { name: "Globex Corporation", exact: true }).dblclick();
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Adjust credit balance" }).click();
    const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await dialog.getByRole("textbox", { name: "Amount" }).fill("50.00");
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(page.getByRole("main")).toContainText("$50.00");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    await expect(page.getByRole("article", { name: "Invoice preview" })).toContainText(
      "Credit left on the account: $30.00",
    );
  } finally {
    await application.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test(`the page of the desktop application has no way to Node (${where})`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-electron-"));
  const application = await _electron.launch({
    ...(isHere ? { executablePath } : {}),
    args: [...projectArgument, "--book", join(folder, "none"), `--user-data-dir=${join(folder, "profile")}`],
  });
  try {
    const page = await application.firstWindow();
    expect(await page.evaluate(() => ["require", "process", "module"].filter((name) => name in globalThis))).toEqual(
      [],
    );
  } finally {
    await application.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

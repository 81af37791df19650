import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { ensureChromium } from "../../scripts/lib/chromium.mjs";
import { buildCompany, billedOn } from "./company.ts";
import { inTemporaryFolder, median, type Finding } from "./harness.ts";

const host = fileURLToPath(new URL("../../out/main/host.js", import.meta.url));

/** So often everything is measured; the median counts. */
const rounds = 7;

/**
 * What a person at the desk waits for, in a real browser before the loopback host: each time is taken inside of the page, from the key or
 * the navigation to when the document holds the answer.
 */
export async function measurePage(accounts: number): Promise<readonly Finding[]> {
  return inTemporaryFolder(async (folder) => {
    const bookPath = join(folder, "book.countinghouse");
    await buildCompany(bookPath, { accounts, billed: true });
    return withDesk(bookPath, async (page) => {
      const ofSize = `${accounts.toLocaleString("en")} accounts`;
      const findings: Finding[] = [
        finding(`First list after navigation, ${ofSize}`, await times(() => firstList(page)), "≤ 800 ms"),
        finding(`Key to rows, ${ofSize}`, await times((round) => keyToRows(page, round)), "≤ 80 ms"),
        ...(await adjusting(page, "", "≤ 50 ms", "≤ 100 ms")),
      ];
      const jobId = await startRun(page);
      findings.push(...(await adjusting(page, `, beside a run of ${ofSize}`, "≤ 150 ms", "≤ 150 ms")));
      const { state } = await call<{ state: string }>(page, "jobs.get", { jobId });
      if (state !== "running")
        findings.push({ name: "The run", figures: "was over before all of it was measured", aim: null });
      return findings;
    });
  });
}

function finding(name: string, measuredMs: readonly number[], aim: string): Finding {
  const worst = Math.max(...measuredMs).toFixed(0);
  return { name, figures: `median ${median(measuredMs).toFixed(0)} ms, most ${worst} ms of ${measuredMs.length}`, aim };
}

async function times(measure: (round: number) => Promise<number>): Promise<number[]> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measure(round));
  return measured;
}

/** Serve the book and open it in a browser. */
async function withDesk<Answer>(bookPath: string, work: (page: Page) => Promise<Answer>): Promise<Answer> {
  const server = spawn(process.execPath, [host, "--book", bookPath, "--port", "0", "--no-open"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = once(server, "exit");
  const executablePath = process.env["COUNTINGHOUSE_CHROMIUM"] ?? (await ensureChromium(process.execPath));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-US", timezoneId: "UTC" });
    await page.addInitScript(watchThePage);
    await page.goto(await printedAddress(server.stdout));
    return await work(page);
  } finally {
    await browser.close();
    server.kill("SIGTERM");
    await exited;
  }
}

async function printedAddress(output: NodeJS.ReadableStream): Promise<string> {
  let printed = "";
  for await (const text of output) {
    printed += String(text);
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(printed)?.[0];
    if (address !== undefined) return address;
  }
  throw new Error(`The host ended without printing its address: ${printed}`);
}

/** What the page itself takes down: when it first had a row, and when something that was waited for came after the last key. */
interface Watch {
  firstRowMs: number | null;
  lastKeyMs: number;
  seenMs: number | null;
  /** Says whether what is waited for is there. */
  isSeen: (() => boolean) | null;
}

function watchThePage(): void {
  const watch: Watch = { firstRowMs: null, lastKeyMs: 0, seenMs: null, isSeen: null };
  (globalThis as unknown as { watch: Watch }).watch = watch;
  document.addEventListener("keydown", ({ timeStamp }) => (watch.lastKeyMs = timeStamp), { capture: true });
  new MutationObserver(() => {
    if (watch.firstRowMs === null && document.querySelector("tr[data-index]") !== null)
      watch.firstRowMs = performance.now();
    if (watch.seenMs === null && watch.isSeen?.() === true) watch.seenMs = performance.now();
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
}

async function firstList(page: Page): Promise<number> {
  await page.goto(`${new URL(page.url()).origin}/#/accounts`);
  await page.reload();
  await page.waitForSelector("tr[data-index]");
  return page.evaluate(() => (globalThis as unknown as { watch: Watch }).watch.firstRowMs ?? Number.NaN);
}

/** From pressing a key to when the part of the page that a selector names says something else than before. */
async function fromKey(page: Page, key: string, selector: string): Promise<number> {
  await page.evaluate((named) => {
    const { watch } = globalThis as unknown as { watch: Watch };
    const said = () => document.querySelector(named)?.textContent;
    const before = said();
    watch.seenMs = null;
    watch.isSeen = () => said() !== before;
  }, selector);
  await page.keyboard.press(key);
  await page.waitForFunction(() => (globalThis as unknown as { watch: Watch }).watch.seenMs !== null);
  return page.evaluate(() => {
    const { watch } = globalThis as unknown as { watch: Watch };
    return (watch.seenMs ?? Number.NaN) - watch.lastKeyMs;
  });
}

const firstRow = "tr[data-index='0']";
/** Letters that neither the name nor the slug has of the account that the list begins with. */
const otherLetters = ["j", "f", "h", "g"] as const;

function searchField(page: Page) {
  return page.getByRole("textbox", { name: "Search by name, e-mail, slug or ID" });
}

async function showAll(page: Page): Promise<void> {
  await searchField(page).fill("");
  await page.locator(firstRow).filter({ hasText: "Amber" }).waitFor();
}

async function keyToRows(page: Page, round: number): Promise<number> {
  await showAll(page);
  await searchField(page).focus();
  return fromKey(page, otherLetters[round % otherLetters.length] ?? "j", firstRow);
}

/** Opening the dialog on the first account, and saving: from Enter to the balance in the list. */
async function adjusting(page: Page, beside: string, openAim: string, saveAim: string): Promise<Finding[]> {
  const opened: number[] = [];
  const saved: number[] = [];
  await showAll(page);
  for (let round = 0; round < rounds; round += 1) {
    await page.locator(firstRow).focus();
    opened.push(await fromKey(page, "a", "[role=dialog]"));
    const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await dialog.getByRole("textbox", { name: "Amount" }).fill("1.00");
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await dialog.getByRole("textbox", { name: "Amount" }).focus();
    saved.push(await fromKey(page, "Enter", firstRow));
    await dialog.waitFor({ state: "detached" });
  }
  return [
    finding(`Opening the adjustment${beside}`, opened, openAim),
    finding(`Save to new balance${beside}`, saved, saveAim),
  ];
}

/** @returns the id of the job. */
async function startRun(page: Page): Promise<string> {
  const { jobId } = await call<{ jobId: string }>(page, "billing.run", {
    throughOn: billedOn(1),
    idempotencyKey: "page-bench",
  });
  return jobId;
}

async function call<Value>(page: Page, method: string, input: object): Promise<Value> {
  const answer = await page.evaluate(
    async ([name, body]) =>
      (await (
        await fetch(`/rpc/${name}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: body ?? "",
        })
      ).json()) as { ok: boolean; value: unknown },
    [method, JSON.stringify(input)],
  );
  if (!answer.ok) throw new Error(`${method} was refused: ${JSON.stringify(answer)}`);
  return answer.value as Value;
}

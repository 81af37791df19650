import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { parse } from "csv-parse/sync";
import { onTestFinished } from "vitest";
import { exitCodes } from "../../src/main/cli/foundation/exit-codes.ts";
import { runCommandLine } from "../../src/main/cli/run-command-line.ts";
import { createTerminal } from "../../src/main/cli/foundation/terminal.ts";
import { readRunningFile } from "../../src/main/hosts/running-file.ts";
import {
  cheapPassphrases,
  createTestBook,
  openTestBook,
  spareThreads,
  temporaryFolder,
  type TestBook,
} from "./book.ts";
import { copyBook } from "./copy-book.ts";

/** The command as it is shipped; it is compiled anew before the tests where its sources have changed. */
export const program = fileURLToPath(new URL("../../out/main/cli.js", import.meta.url));

/** How a command ended, and what it said. */
export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A command under way. */
export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

/** Start the command as a person's shell would; it is gone when the test is over. */
export function startCountinghouse(
  commandLine: readonly string[],
  input?: string | Uint8Array,
  environment: Readonly<Record<string, string>> = {},
): Started {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [program, ...commandLine], { stdio: "pipe", env });
  // A command that does not read its input may end before all of it is written.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const ended = Promise.all([once(child, "exit"), text(child.stdout), text(child.stderr)]).then(
    ([[exitCode], output, errors]) => ({ exitCode: exitCode as number | null, output, errors }),
  );
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  });
  return { child, ended };
}

/**
 * Run the command to its end, by the same lines as in a process of its own, but here: nobody is at its terminal, and the program is not
 * loaded anew.
 */
export function countinghouse(...commandLine: string[]): Promise<Ended> {
  return countinghouseReading("", ...commandLine);
}

/** Run the command with something on its standard input. */
export async function countinghouseReading(input: string | Uint8Array, ...commandLine: string[]): Promise<Ended> {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(output), text(errors)]);
  let exitCode: number = exitCodes.done;
  const terminal = createTerminal(Readable.from([input]), output, errors);
  await runCommandLine(commandLine, terminal, (code) => (exitCode = code), {
    spareThreads,
    passphraseCost: cheapPassphrases,
  });
  for (const stream of [output, errors]) stream.end();
  const [outputText, errorsText] = await said;
  return { exitCode, output: outputText, errors: errorsText };
}

/** What `--json` printed of a command that went well. */
export function valueOf<Value = Record<string, unknown>>({ exitCode, output, errors }: Ended): Value {
  if (exitCode !== 0) throw new Error(`The command ended with ${exitCode}: ${errors}`);
  return (JSON.parse(output) as { value: Value }).value;
}

/** The rows of what `--csv` printed, its header first. */
export function csvRows(output: string): string[][] {
  return parse(output);
}

/** A book with what `fill` puts into it, which no process has open. */
export async function closedBook(fill: (book: TestBook) => Promise<void> = async () => undefined): Promise<string> {
  const book = await createTestBook();
  await fill(book);
  await book.close();
  return book.path;
}

/** Serve a book until the test is over, and wait until it says so beside the book. */
export async function serveBook(bookPath: string): Promise<Started> {
  const host = startCountinghouse(["serve", "--book", bookPath, "--port", "0", "--no-open"]);
  await until(() => readRunningFile(bookPath) !== undefined, host);
  return host;
}

/** Look again and again until it is so; a process that ends instead makes the test fail. */
async function until(isSo: () => boolean, { child, ended }: Started): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null) throw new Error(`It ended first: ${(await ended).errors}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** A file beside the book, with this in it. */
export function writeBeside(bookPath: string, name: string, content: string | Uint8Array): string {
  const path = join(bookPath, "..", name);
  writeFileSync(path, content);
  return path;
}

/** A closed book with so many users and due periods that billing them takes a while. @returns its path, and how many invoices are due. */
export async function manyCustomers(): Promise<{ book: string; invoiceCount: number }> {
  const numbers = Array.from({ length: 2000 }, (_, index) => index);
  const users = numbers.map((number) => `User ${number},u${number}@example.com\n`);
  const subscriptions = numbers.map((number) => `u${number}@example.com,pro,month,2025-11-0${(number % 8) + 2}\n`);
  const book = join(temporaryFolder(), "book.countinghouse");
  await copyBook("many-customers", book, async (path) => {
    const open = await createTestBook({ path });
    await open.runJob("accounts.import", {
      mode: "write",
      files: [
        { kind: "users", name: "users.csv", text: `name,email\n${users.join("")}` },
        { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\npro,Pro,user,USD,20\n" },
        {
          kind: "subscriptions",
          name: "subscriptions.csv",
          text: `account,plan,period,start_on\n${subscriptions.join("")}`,
        },
      ],
    });
    await open.close();
  });
  // What is done at the first opening of a copy is done, so that nobody who looks on is in its way.
  const copy = await openTestBook(book);
  await copy.close();
  // Up to the first of January: November and December.
  return { book, invoiceCount: numbers.length * 2 };
}

/** Wait until a command under way has committed invoices to the book, as an onlooker sees it. */
export async function untilInvoicesAreThere(bookPath: string, started: Started): Promise<void> {
  const onlooker = new Database(bookPath, { readonly: true });
  const isThere = onlooker.prepare("SELECT 1 FROM invoice LIMIT 1");
  await until(() => isThere.get() !== undefined, started);
  onlooker.close();
}

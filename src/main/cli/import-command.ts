import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ImportFileKind, ImportReport } from "../../shared/contract/accounts.ts";
import { AppError } from "../../shared/errors.ts";
import { formatMoney } from "../../shared/money/format.ts";
import type { Caller } from "../engine/engine.ts";
import { requireOk, runJob } from "../hosts/run-job.ts";
import { withEngine, type Outcome } from "./run-command.ts";
import { count, progressText, type Terminal } from "./terminal.ts";

interface ImportRequest {
  readonly bookPath: string;
  readonly files: readonly { readonly kind: ImportFileKind; readonly path: string }[];
  /** Only look, write nothing. */
  readonly isCheck: boolean;
}

interface ReadFile {
  readonly kind: ImportFileKind;
  readonly name: string;
  readonly text: string;
}

/** `countinghouse accounts import` */
export async function importAccounts(terminal: Terminal, request: ImportRequest, caller: Caller): Promise<Outcome> {
  const files = request.files.map(({ kind, path }) => ({ kind, name: basename(path), text: readText(path) }));
  const report = await withEngine(request.bookPath, async (engine) => {
    const input = {
      files,
      mode: request.isCheck ? ("check" as const) : ("write" as const),
      idempotencyKey: contentKey(files),
    };
    return requireOk(
      await runJob(engine, "accounts.import", input, caller, ({ done, total, unit }) =>
        terminal.progress(done === total ? "Writing…" : `Reading: ${progressText(done, total, unit)}`),
      ),
    );
  });
  if (report.outcome !== "rejected") return { ok: true, value: report, text: reportText(report) };
  for (const problem of report.problems) terminal.say(problemText(problem));
  if (report.problemCount > report.problems.length) {
    terminal.say(`… and ${count(report.problemCount - report.problems.length)} more.`);
  }
  const message = `${count(report.problemCount)} ${report.problemCount === 1 ? "problem" : "problems"} in the files.`;
  return { ok: false, error: new AppError("import_rejected", message, { report }).toView() };
}

/**
 * The key follows from the files, so that a command that is repeated after a lost connection or a crash writes nothing twice: it
 * is answered with the first report.
 */
function contentKey(files: readonly ReadFile[]): string {
  const digest = createHash("sha256");
  for (const { kind, name, text } of files) digest.update(JSON.stringify([kind, name, text]));
  return `cli-import-${digest.digest("hex")}`;
}

/** Bytes that are not UTF-8 become replacement characters here, which the import refuses with the line they stand on. */
function readText(path: string): string {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(readFileSync(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("invalid_input", `${path} cannot be read: ${reason}.`);
  }
}

function problemText({ fileName, lineNumber, column, message }: ImportReport["problems"][number]): string {
  const place = lineNumber === null ? fileName : `${fileName}:${lineNumber}`;
  return column === null ? `${place}: ${message}` : `${place}: ${column}: ${message}`;
}

const kindNames: Readonly<Record<ImportFileKind, readonly [one: string, many: string]>> = {
  plans: ["plan", "plans"],
  users: ["user", "users"],
  organizations: ["organization", "organizations"],
  subscriptions: ["subscription", "subscriptions"],
  opening_balances: ["opening balance", "opening balances"],
};

function reportText({ outcome, counts, openingCredit }: ImportReport): string {
  const parts = (Object.keys(kindNames) as ImportFileKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${count(counts[kind])} ${kindNames[kind][counts[kind] === 1 ? 0 : 1]}`);
  const lines = [
    outcome === "written"
      ? `Imported ${parts.join(", ")}.`
      : `All rows are good: ${parts.join(", ")}. Nothing was written, as asked.`,
  ];
  if (openingCredit.length > 0) {
    const sums = openingCredit.map(({ currency, amountMinor }) =>
      formatMoney(amountMinor, currency, { locale: "en-US", currencyDisplay: "code" }).replaceAll("\u00A0", " "),
    );
    lines.push(`Opening credit: ${sums.join(", ")}.`);
  }
  return lines.join("\n");
}

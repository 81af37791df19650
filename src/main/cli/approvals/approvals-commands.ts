import { Option, type Command } from "commander";
import type { ApprovalRequest, RequestEffect } from "../../../shared/contract/approvals.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { approvalColumns } from "../../../shared/exports/approval-columns.ts";
import { signedFigure } from "../foundation/amounts.ts";
import { writeNewFile } from "../foundation/new-file.ts";
import { noteText } from "../foundation/note-text.ts";
import {
  bookOption,
  jsonOption,
  pathFromHere,
  withChangeOptions,
  withExamples,
  withRowOptions,
} from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedPages, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Column, type Headings, tableOf } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { layOutFields, type Field } from "../foundation/table.ts";
import { count, toldText, type Terminal } from "../foundation/terminal.ts";
import { codeText, said } from "../foundation/spoken.ts";

type Which = "for_me" | "mine" | "decided" | "pending" | "all";

interface CommentFlags extends BookFlags {
  readonly comment?: string;
}

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** When somebody did something, and who; without a name where nobody did. */
const byWhom = (atMs: number, operator: string | null): string =>
  operator === null ? instant(atMs) : said("{at} by {operator}", { at: instant(atMs), operator });

const effectText = ({ currency, amountMinor, entryCount }: RequestEffect): string => {
  const amount = `${currency} ${signedFigure(amountMinor, currency)}`;
  return entryCount === 1 ? amount : said("{amount} in {count} rows", { amount, count: count(entryCount) });
};

const headings: Headings<ApprovalRequest> = {
  number: { heading: "Number", align: "right" },
  state: "State",
  act: "What",
  effects: { heading: "Credit", text: ({ effects }) => effects.map(effectText).join(", "), shrinks: true },
  accounts: { heading: "Account", shrinks: true },
  operator: { heading: "Asked by", shrinks: true },
  requested_at: "Asked",
  id: "Id",
};

/** `countinghouse approvals …` */
export function addApprovalsCommands(program: Command, line: CommandLine): void {
  const approvals = program
    .command("approvals")
    .description("See what is above somebody's limits and waits, and approve, reject or take it back.");
  withExamples(
    approvals,
    "approvals list --which for_me --as bob",
    "approvals show 12",
    'approvals approve 12 --comment "As agreed" --as bob',
  );
  addList(approvals, line);
  addShow(approvals, line);
  addApprove(approvals, line);
  addReject(approvals, line);
  addWithdraw(approvals, line);
  addEvidence(approvals, line);
}

function addList(approvals: Command, line: CommandLine): void {
  const list = approvals
    .command("list")
    .description("List requests, newest first: those that wait, unless something else is asked for.")
    .addOption(
      new Option("--which <which>", "those that wait for you, that you made, that are decided, that wait, or all")
        .choices(["for_me", "mine", "decided", "pending", "all"])
        .default("pending"),
    )
    .action((flags: BookFlags & ExportedRowFlags & { readonly which: Which }) =>
      line.withBook(flags, (book) =>
        printExportedPages(line.terminal, book, flags, {
          columns: approvalColumns,
          headings,
          of: { list: "approvals", which: flags.which },
          async read(beforeNumber: number | null, limit) {
            const page = await book.ask("approvals.list", { which: flags.which, beforeNumber, limit });
            return { rows: page.rows, next: page.nextBeforeNumber, total: page.total };
          },
        }),
      ),
    );
  withExamples(
    withTableFileOption(withRowOptions(list)),
    "approvals list",
    "approvals list --which decided --to decided.xlsx",
    "approvals list --which mine --json --as ann",
  );
}

function addShow(approvals: Command, line: CommandLine): void {
  const show = approvals
    .command("show")
    .description("Show one request: what it comes to, who could approve it, and what became of it.")
    .argument("<request>", "its number or id")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((asked: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.ask("approvals.get", { requestId: await findRequestId(book, asked) });
        return { ok: true, value, text: requestText(line.terminal, value) };
      }),
    );
  withExamples(show, "approvals show 12", "approvals show 12 --json");
}

/** Options of a command that decides. */
function withDecisionOptions(command: Command): Command {
  return withChangeOptions(command.argument("<request>", "its number or id"));
}

function addApprove(approvals: Command, line: CommandLine): void {
  const approve = withDecisionOptions(
    approvals
      .command("approve")
      .description("Do what was asked for, in the name of who asked. Only somebody else can, within their own limits.")
      .option("--comment <text>", "what to keep with the decision; - reads it from standard input"),
  ).action((asked: string, flags: CommentFlags) =>
    line.withBook(flags, async (book) => {
      const requestId = await findRequestId(book, asked);
      const { request } = await book.ask("approvals.get", { requestId });
      const comment = await noteText(line.terminal, flags.comment);
      return told(await book.write("approvals.approve", { requestId, fingerprint: request.fingerprint, comment }));
    }),
  );
  withExamples(approve, "approvals approve 12 --as bob", 'approvals approve 12 --comment "As agreed" --as bob');
}

function addReject(approvals: Command, line: CommandLine): void {
  const reject = withDecisionOptions(
    approvals
      .command("reject")
      .description("Reject what somebody else asked for, and say why.")
      .requiredOption("--comment <text>", "why; - reads it from standard input"),
  ).action((asked: string, flags: CommentFlags) =>
    line.withBook(flags, async (book) => {
      const comment = (await noteText(line.terminal, flags.comment)) ?? "";
      return told(await book.write("approvals.reject", { requestId: await findRequestId(book, asked), comment }));
    }),
  );
  withExamples(reject, 'approvals reject 12 --comment "Twice as much as agreed" --as bob');
}

function addWithdraw(approvals: Command, line: CommandLine): void {
  const withdraw = withDecisionOptions(
    approvals
      .command("withdraw")
      .description("Take back what you asked for.")
      .option("--comment <text>", "why; - reads it from standard input"),
  ).action((asked: string, flags: CommentFlags) =>
    line.withBook(flags, async (book) => {
      const comment = await noteText(line.terminal, flags.comment);
      return told(await book.write("approvals.withdraw", { requestId: await findRequestId(book, asked), comment }));
    }),
  );
  withExamples(withdraw, "approvals withdraw 12 --as ann");
}

function addEvidence(approvals: Command, line: CommandLine): void {
  const evidence = approvals
    .command("evidence")
    .description("Save a file that was given with a request, byte by byte as it came. It is not looked into.")
    .argument("<request>", "its number or id")
    .argument("<sha256>", "which file: its SHA-256, or the beginning of it")
    .requiredOption("--to <file>", "where to; no file is written over", pathFromHere)
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((asked: string, digest: string, flags: BookFlags & { readonly to: string }) =>
      line.withBook(flags, async (book): Promise<Outcome> => {
        const requestId = await findRequestId(book, asked);
        const { request } = await book.ask("approvals.get", { requestId });
        const begun = request.evidence.filter(({ sha256 }) => sha256.startsWith(digest.toLowerCase()));
        const [sha256 = digest.toLowerCase(), another] = new Set(begun.map((file) => file.sha256));
        if (another !== undefined) {
          throw new AppError(
            "invalid_input",
            sentence("Several files of the request have a digest that begins with {digest}.", { digest }),
          );
        }
        const { contentBase64 } = await book.ask("approvals.evidence", { requestId, sha256 });
        writeNewFile(flags.to, Buffer.from(contentBase64, "base64"));
        return { ok: true, value: { path: flags.to }, text: said("Saved {path}.", { path: flags.to }) };
      }),
    );
  withExamples(evidence, "approvals evidence 12 9f86d0 --to contract.pdf");
}

/** @throws AppError `request_not_found`. */
async function findRequestId(book: OpenBook, asked: string): Promise<string> {
  if (!/^\d{1,15}$/u.test(asked)) return asked;
  const number = Number(asked);
  const { rows } = await book.ask("approvals.list", { which: "all", beforeNumber: number + 1, limit: 1 });
  const [found] = rows;
  if (found?.number !== number)
    throw new AppError("request_not_found", sentence("There is no request {asked}.", { asked }));
  return found.id;
}

function told(value: { readonly request: ApprovalRequest }) {
  return { ok: true, value, text: sentenceOf(value.request) } as const;
}

/** A request in a sentence. */
export function sentenceOf({ number, state, effects, operator }: ApprovalRequest): string {
  const given = {
    number: String(number),
    operator,
    effects: effects.map(effectText).join(", "),
    state: codeText(state),
  };
  return said("Request {number} of {operator} ({effects}) is {state}.", given);
}

function requestText(terminal: Terminal, { request, balances, couldApprove }: MethodOutput<"approvals.get">): string {
  const { decision } = request;
  const fields = layOutFields([
    ["Request", `${request.number}, ${request.id}`],
    ["State", codeText(request.state)],
    ["What", request.act],
    ["Asked", byWhom(request.requestedAtMs, request.operator)],
    ["Why", request.comment ?? ""],
    ["Waits until", request.expiresOn],
    ["Fingerprint", request.fingerprint],
    ["Could approve", couldApprove.map(({ name }) => name).join(", ")],
    ...request.evidence.map(({ name, sha256, sizeBytes }): Field => [
      "Evidence",
      said("{name}, {size} bytes, {sha256}", { name, size: String(sizeBytes), sha256 }),
    ]),
    ...(decision ? ([["Decided", byWhom(decision.atMs, decision.operator)]] as Field[]) : []),
    ...(request.problem ? ([["Not written", toldText(request.problem)]] as Field[]) : []),
    ...(decision?.comment ? ([["Comment", decision.comment]] as Field[]) : []),
  ]);
  const effects = tableOf(
    terminal,
    effectColumns,
    request.effects.map((effect) => rowOf(effect, request, balances)),
  );
  return `${fields}\n\n${effects}`;
}

interface EffectRow extends RequestEffect {
  readonly account: string;
  readonly balanceMinor: number | null;
}

const effectColumns: readonly Column<EffectRow>[] = [
  { heading: "Account", name: "account", value: ({ account }) => account, shrinks: true },
  {
    heading: "What",
    name: "source_type",
    text: ({ sourceType }) => codeText(sourceType),
    value: ({ sourceType }) => sourceType,
  },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  {
    heading: "Credit",
    name: "amount",
    align: "right",
    text: ({ amountMinor, currency }) => signedFigure(amountMinor, currency),
    value: ({ amountMinor }) => amountMinor,
  },
  {
    heading: "Balance now",
    name: "balance",
    align: "right",
    text: ({ balanceMinor, currency }) =>
      balanceMinor === null ? "" : signedFigure(balanceMinor, currency).replace("+", ""),
    value: ({ balanceMinor }) => balanceMinor,
  },
];

function rowOf(
  effect: RequestEffect,
  { accounts }: ApprovalRequest,
  balances: MethodOutput<"approvals.get">["balances"],
): EffectRow {
  const { accountId, currency } = effect;
  const balance = balances.find((each) => each.accountId === accountId && each.currency === currency);
  const name = accounts.find((each) => each.accountId === accountId)?.name;
  return { ...effect, account: name ?? accountId ?? said("(batch)"), balanceMinor: balance?.ledgerMinor ?? null };
}

import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import type { Command } from "commander";
import type { RequestedActInput } from "../../../shared/contract/approvals.ts";
import type { AskedFor } from "../../../shared/contract/evidence.ts";
import { sentenceOf } from "./approvals-commands.ts";
import type { BookFlags, OpenBook, Outcome } from "../foundation/run-command.ts";
import { openFile, sendFile } from "../foundation/send-file.ts";
import type { Terminal } from "../foundation/terminal.ts";

/** What makes a command ask for approval instead of doing what it says. */
export interface AskFlags {
  readonly ask?: true | string;
  readonly evidence?: readonly string[];
}

export function withAskOptions(command: Command): Command {
  return command
    .option("--ask [why]", "ask for approval of it, where it is above your limits, and say why")
    .option("--evidence <file...>", "files to give with the request, 10 MB each at most");
}

/** What the flags say with a request: why, and the files, which are sent. */
export async function saidWith(
  terminal: Terminal,
  book: OpenBook,
  why: true | string,
  paths: readonly string[],
): Promise<AskedFor> {
  const evidence = [];
  for (const path of paths) {
    const uploadId = randomUUID();
    await sendFile(book, await openFile(terminal, path), uploadId);
    evidence.push({ uploadId, name: basename(path) });
  }
  return { comment: why === true ? null : why, evidence };
}

type ActOf<Method> = Extract<RequestedActInput, { method: Method }>;

/** Ask for approval of an act, with the files that the flags name. */
export async function askForApproval<Method extends RequestedActInput["method"]>(
  terminal: Terminal,
  book: OpenBook,
  { ask, evidence = [], key }: AskFlags & BookFlags,
  method: Method,
  input: Omit<ActOf<Method>["input"], "idempotencyKey">,
): Promise<Outcome> {
  const said = await saidWith(terminal, book, ask ?? true, evidence);
  const act = { method, input: { ...input, idempotencyKey: key === undefined ? randomUUID() : `${key}/act` } };
  const value = await book.write("approvals.request", {
    act: act as unknown as RequestedActInput,
    ...said,
  });
  return { ok: true, value, text: sentenceOf(value.request) };
}

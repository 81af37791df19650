import type { Command } from "commander";

/** A word that a shell may offer, and what it means. */
export interface OfferedWord {
  readonly word: string;
  readonly description: string;
}

/** An option as a shell needs to know it. */
export interface OfferedOption extends OfferedWord {
  /** What follows it: nothing, a file, one of these words, or something that only the person knows. */
  readonly value: "none" | "file" | "any" | readonly string[];
}

/** A command, and what may follow it. */
export interface CompletionNode {
  /** The words that lead to it: `accounts list`; empty for the program itself. */
  readonly route: string;
  readonly words: readonly OfferedWord[];
  readonly options: readonly OfferedOption[];
}

/** Every command of the tree, the program itself first. */
export function completionTree(program: Command): CompletionNode[] {
  return nodesFrom(program, []);
}

function nodesFrom(command: Command, steps: readonly string[]): CompletionNode[] {
  const subcommands = command.commands.map((each) => ({ word: safe(each.name()), description: each.description() }));
  const choices = command.registeredArguments.flatMap((argument) =>
    (argument.argChoices ?? []).map((choice) => ({ word: safe(choice), description: argument.description })),
  );
  const node: CompletionNode = {
    route: steps.join(" "),
    words: [...subcommands, ...choices],
    options: [
      ...command.options.map(({ long, description, flags, argChoices }) => ({
        word: safe(long ?? ""),
        description,
        value: argChoices?.map(safe) ?? valueOf(flags),
      })),
      { word: "--help", description: "explain the command", value: "none" as const },
    ],
  };
  return [node, ...command.commands.flatMap((each) => nodesFrom(each, [...steps, each.name()]))];
}

function valueOf(flags: string): "none" | "file" | "any" {
  if (!/[<[]/u.test(flags)) return "none";
  return /<files?(?:\.\.\.)?>/u.test(flags) ? "file" : "any";
}

/** Words go into the scripts as they are, so they must be nothing but words. */
function safe(word: string): string {
  if (!/^[\w.,-]+$/u.test(word)) throw new Error(`"${word}" cannot stand in a shell's script as it is`);
  return word;
}

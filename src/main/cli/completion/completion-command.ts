import { Argument, type Command } from "commander";
import { completionScript, shells, type Shell } from "./completion-scripts.ts";
import { completionTree } from "./completion-tree.ts";
import { withExamples } from "../foundation/options.ts";
import type { CommandLine } from "../foundation/run-command.ts";

/** `countinghouse completion` */
export function addCompletionCommand(program: Command, line: CommandLine): void {
  const completion = program
    .command("completion")
    .description("Print a script that makes a shell complete commands and options.")
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .action((shell: Shell) => line.terminal.write(completionScript[shell](completionTree(program))));
  withExamples(
    completion,
    "completion bash > ~/.local/share/bash-completion/completions/countinghouse",
    "completion zsh > ~/.zfunc/_countinghouse",
    "completion fish > ~/.config/fish/completions/countinghouse.fish",
  );
}

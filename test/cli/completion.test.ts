import { execFile, spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { completionScript, shells, type Shell } from "../../src/main/cli/completion/completion-scripts.ts";
import { completionTree } from "../../src/main/cli/completion/completion-tree.ts";
import { createProgram } from "../../src/main/cli/program.ts";
import { createTerminal } from "../../src/main/cli/foundation/terminal.ts";
import { countinghouse } from "../support/command-line.ts";

const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
const nodes = completionTree(createProgram(terminal, { origin: "cli", operator: "" }, () => undefined));

const isThere = (shell: Shell) => spawnSync(shell, ["--version"]).status === 0;

/** What a shell offers behind a line that was typed; null where the machine has no such shell. */
function run(shell: Shell, script: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const options = shell === "bash" ? ["--norc", "--noprofile", "-c", script] : ["-c", script];
    execFile(shell, options, (error, output, errors) => {
      if (error || errors !== "") reject(error ?? new Error(errors));
      else resolve(output.split("\n").filter((line) => line !== ""));
    });
  });
}

const offeredBy: Readonly<Record<Shell, (line: string) => Promise<string[]>>> = {
  bash: (line) => {
    const words = line.split(" ").map((word) => `'${word}'`);
    return run(
      "bash",
      `${completionScript.bash(nodes)}\nCOMP_WORDS=(${words.join(" ")}); COMP_CWORD=${words.length - 1}; _countinghouse; printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
  },
  zsh: (line) => {
    const words = line.split(" ").map((word) => `'${word}'`);
    // Outside of a line editor the offering functions print what they are given.
    const doubles = `compdef() { }; compadd() { shift; print -l -- "$@"; }; _files() { print -l -- *; }; _describe() { print -l -- \${(@P)2%%:*}; }`;
    return run(
      "zsh",
      `${doubles}\n${completionScript.zsh(nodes)}\nwords=(${words.join(" ")}); CURRENT=${words.length}; _countinghouse`,
    );
  },
  fish: async (line) => {
    const lines = await run("fish", `${completionScript.fish(nodes)}\ncomplete -C '${line}'`);
    return lines.map((each) => each.split("\t")[0] ?? "");
  },
};

describe.each(shells)("completion for %s", (shell) => {
  it.skipIf(!isThere(shell))("offers commands, options and the words that fit", async () => {
    const offered = offeredBy[shell];
    expect(await offered("countinghouse ")).toEqual(expect.arrayContaining(["accounts", "billing", "completion"]));
    expect(await offered("countinghouse credits ")).toEqual(expect.arrayContaining(["show", "adjust", "transfer"]));
    expect(await offered("countinghouse credits ")).not.toContain("verify");
    expect(await offered("countinghouse credits adjust ann increase 5 --")).toEqual(
      expect.arrayContaining(["--reason", "--note", "--json"]),
    );
    expect((await offered("countinghouse accounts list --kind ")).toSorted()).toEqual(["organization", "user"]);
    expect(await offered("countinghouse accounts list --book READM")).toContain("README.md");
    expect(await offered("countinghouse accounts list --json --limit ")).toEqual([]);
  });

  it("is printed as the script says it", async () => {
    const { exitCode, output, errors } = await countinghouse("completion", shell);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: "" });
    expect(output).toBe(completionScript[shell](nodes));
  });
});

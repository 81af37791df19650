import { writeFileSync } from "node:fs";
import { manualOf } from "../src/main/cli/manual.ts";
import { createProgram } from "../src/main/cli/program.ts";
import { createTerminal } from "../src/main/cli/foundation/terminal.ts";

/*
 * Writes docs/cli.md from the commands' own help. Run it after changing a command: `node scripts/write-cli-manual.ts`.
 */

const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
const program = createProgram(terminal, { origin: "cli", operator: "" }, () => undefined);
writeFileSync(new URL("../docs/cli.md", import.meta.url), manualOf(program));

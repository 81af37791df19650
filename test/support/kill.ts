import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Bill a book in a process of its own and kill that process without warning once its first batch is on disk. */
export async function runAndKill(bookPath: string, throughOn: string): Promise<void> {
  const script = fileURLToPath(new URL("./billing-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, bookPath, throughOn], { stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.setEncoding("utf8");
  const exited = once(child, "exit");
  for await (const text of child.stdout) {
    if (String(text).includes("done")) throw new Error("The run was over before it could be killed");
    if (String(text).includes("batch")) child.kill("SIGKILL");
  }
  await exited;
}

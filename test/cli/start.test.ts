import { spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../support/book.ts";

/** What `install.js` of the package does, with what `@electron/get` has brought. */
const unpacking = `
const { mkdirSync, writeFileSync } = require("node:fs");
mkdirSync(__dirname + "/dist", { recursive: true });
writeFileSync(__dirname + "/dist/electron", require(__dirname + "/program.json"), { mode: 0o755 });
writeFileSync(__dirname + "/path.txt", "electron");
`;

interface SmallProject {
  readonly program?: string;
  readonly download?: string;
  /** What is done to the clock of the script. */
  readonly clock?: string;
}

/** A clock on which a minute passes whenever it is looked at. */
const fastClock = "const%20start=Date.now();let%20looks=0;Date.now=()=>start+60000*looks++";

/**
 * A project with the real scripts of `npm start` and little else: its Electron is a program of the test's own, its download is what
 * the test says, and there is nothing to build.
 */
function smallProject({ program = "exit 0", download = "", clock = "" }: SmallProject) {
  const folder = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  cpSync("scripts", join(folder, "scripts"), { recursive: true });
  for (const path of ["package.json", "package-lock.json", "electron.vite.config.ts", "config/base.json"]) {
    write(path, path.includes("lock") ? `{"packages":{}}` : "{}");
  }
  for (const room of ["main", "preload", "shared", "renderer"]) write(`src/${room}/index.ts`, "");
  write("node_modules/electron-vite/package.json", "{}");
  write("node_modules/electron-vite/bin/electron-vite.js", `require("node:fs").mkdirSync("out", { recursive: true })`);
  write("node_modules/electron/package.json", `{"version":"45.0.0"}`);
  write("node_modules/electron/checksums.json", "{}");
  write("node_modules/electron/program.json", JSON.stringify(`#!/bin/sh\n${program}\n`));
  write("node_modules/electron/install.js", unpacking);
  write("node_modules/@electron/get/package.json", `{"type":"module","main":"index.js"}`);
  write("node_modules/@electron/get/index.js", `export async function downloadArtifact(options) {${download}}`);
  write("out/main/host.js", `console.log("a browser is served")`);
  return {
    folder,
    write,
    /** Starts `npm start` as it runs for a person at a screen, who is not root. */
    start: (...startArguments: string[]) => {
      const person = `process.getuid=()=>1000;${clock}`;
      const child = spawn(
        process.execPath,
        [`--import=data:text/javascript,${person}`, "scripts/start.mjs", ...startArguments],
        {
          cwd: folder,
          env: { ...process.env, DISPLAY: ":99" },
        },
      );
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
      child.stderr.setEncoding("utf8").on("data", (text) => (output += text));
      const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
        child.once("close", (code) => resolve({ code, output }));
      });
      return { child, ended };
    },
  };
}

describe("npm start, where Electron is to be downloaded", () => {
  it("says why it cannot be, opens a browser, and does not try again that day unless somebody insists", async () => {
    const failing = `
      const { appendFileSync } = await import("node:fs");
      appendFileSync("tries.txt", process.env.NODE_USE_ENV_PROXY);
      throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND github.com") });`;
    const { folder, start } = smallProject({ download: failing });
    const why = "Electron cannot be downloaded here: getaddrinfo ENOTFOUND github.com";
    const first = await start().ended;
    expect(first.output).toContain(`${why}, so a browser on this machine is served instead.`);
    expect(first.output).toContain("a browser is served");
    expect(first.code).toBe(0);
    const second = await start().ended;
    expect(second.output).toContain(`${why} (it is tried again tomorrow, or at once with --host desktop), so`);
    expect(readFileSync(join(folder, "tries.txt"), "utf8")).toBe("1");
    const insisting = await start("--host", "desktop").ended;
    expect(insisting).toMatchObject({
      code: 1,
      output: expect.stringContaining(`cannot be opened: ${why}.`) as string,
    });
    expect(readFileSync(join(folder, "tries.txt"), "utf8")).toBe("11");
  });

  it("opens it once it is here, and has to be told nothing about earlier failures", async () => {
    const bringing = `options.downloadOptions.getProgressCallback({ transferred: 1 });`;
    const { folder, write, start } = smallProject({ download: bringing, program: `echo "opened: $*"` });
    write(".cache/electron-unavailable", "Electron cannot be downloaded here: it rained");
    const { output, code } = await start("--host", "desktop").ended;
    expect(output).toContain(`opened: ${folder}`);
    expect(code).toBe(0);
    expect(existsSync(join(folder, ".cache/electron-unavailable"))).toBe(false);
  });

  it("gives up a download on which nothing comes, however slow one may be on which something does", async () => {
    const { folder } = smallProject({});
    const { run } = (await import(pathToFileURL(join(folder, "scripts/lib/run.mjs")).href)) as {
      run: (
        program: string,
        programArguments: string[],
        options: object,
      ) => Promise<{ code: number; timedOut: boolean; output: string }>;
    };
    const silent = await run("sh", ["-c", "echo begun; exec sleep 600"], { quiet: true, silenceLimitMs: 500 });
    expect(silent).toMatchObject({ timedOut: true, output: "begun\n" });
    const steps = "for n in 1 2 3 4 5 6; do echo $n; sleep 0.5; done";
    const slow = await run("sh", ["-c", steps], { quiet: true, silenceLimitMs: 2_500 });
    expect(slow).toMatchObject({ timedOut: false, code: 0 });
  });
});

describe("npm start, where Electron is here", () => {
  const present = (program: string, clock = "") => {
    const project = smallProject({ program, clock });
    project.write("node_modules/electron/path.txt", "electron");
    project.write("node_modules/electron/dist/electron", `#!/bin/sh\n${program}\n`);
    chmodSync(join(project.folder, "node_modules/electron/dist/electron"), 0o755);
    return project;
  };

  it("ends as the application ends, however late", async () => {
    expect((await present("exit 7", fastClock).start("--host", "desktop").ended).code).toBe(7);
  });

  it("serves a browser where it ends as soon as it is started", async () => {
    const { code, output } = await present("exit 7").start().ended;
    expect(output).toMatch(/Electron does not run here.*, so a browser on this machine is served instead\./u);
    expect(code).toBe(0);
  });

  it("asks it to stop once, however often it is asked itself, and waits", async () => {
    const project = present(
      `asked=0; trap 'asked=$((asked+1))' TERM; echo up > up.txt
       until [ $asked -gt 0 ]; do sleep 0.1; done; n=0; until [ $n -ge 8 ]; do sleep 0.1; n=$((n+1)); done; echo $asked > asked.txt`,
    );
    const { child, ended } = project.start("--host", "desktop");
    await vi.waitFor(() => expect(existsSync(join(project.folder, "up.txt"))).toBe(true), 60_000);
    for (const signal of ["SIGINT", "SIGTERM", "SIGINT", "SIGHUP"] as const) child.kill(signal);
    expect((await ended).code).toBe(0);
    expect(readFileSync(join(project.folder, "asked.txt"), "utf8")).toBe("1\n");
  });
});

describe("a system that forbids user namespaces", () => {
  it.each([
    ["/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"],
    ["/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"],
    ["/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces=10000"],
  ])("is told apart by %s, with what to do about it", async (path, value, remedy) => {
    const { reasonForNotRunning } = (await import(pathToFileURL("scripts/lib/electron.mjs").href)) as {
      reasonForNotRunning: (setting: (path: string) => string | undefined) => string;
    };
    const reason = reasonForNotRunning((asked) => (asked === path ? value : undefined));
    expect(reason).toContain(`sudo sysctl -w ${remedy}`);
    expect(reason).toContain("package (.deb, .rpm)");
    expect(reasonForNotRunning(() => undefined)).toBe("Electron does not run here");
  });
});

import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { extractAll, listPackage } from "@electron/asar";
import { FuseState, FuseVersion, getCurrentFuseWire } from "@electron/fuses";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { releaseFuses } from "../../scripts/electron-fuses.ts";
import { writeStandInElectron } from "../support/stand-in-electron.ts";

/**
 * The real makers, on an archive of the shape of Electron's: what comes out is looked at as the systems that it is for would, installed
 * into a folder, and what is inside is run by Node.
 */
const isLinux = process.platform === "linux";
const has = (tool: string): boolean => {
  try {
    execFileSync("sh", ["-c", `command -v ${tool}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const canDebian = isLinux && has("dpkg-deb") && has("fakeroot");
const canRedHat = isLinux && has("rpmbuild");
// The reason stands in the titles, because the list of results shows nothing else of a skipped test.
const run = promisify(execFile);
const name = "countinghouse-desktop";

let folder: string;
const made = (...parts: string[]): string => join(folder, "dist", ...parts);
const onlyIn = (directory: string): string => join(directory, readdirSync(directory)[0] ?? "");

/** Packing is the longest that any test waits for, and is as slow as the disk. */
const patienceMs = 600_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "countinghouse-packages-"));
  writeStandInElectron(join(folder, "electron"), Object.keys(releaseFuses).length);
  const kinds = ["npm", ...(canDebian ? ["deb"] : []), ...(canRedHat ? ["rpm"] : [])];
  await run(process.execPath, [
    "scripts/packaging/make-installers.ts",
    "--electron-zip-dir",
    join(folder, "electron"),
    "--out",
    join(folder, "dist"),
    "--quick",
    ...kinds.flatMap((kind) => ["--only", kind]),
  ]);
  const tarball = onlyIn(made("make", "npm"));
  const install = [
    "install",
    "--global",
    "--prefix",
    join(folder, "prefix"),
    "--offline",
    "--no-audit",
    "--no-fund",
    tarball,
  ];
  const npm = process.env["npm_execpath"];
  await (npm?.endsWith(".js") ? run(process.execPath, [npm, ...install]) : run("npm", install));
}, patienceMs);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a program of the packages to its end. */
async function runProgram(program: string, ...commandLine: string[]): Promise<string> {
  const environment = { ...process.env, XDG_CACHE_HOME: join(folder, "cache"), NODE_COMPILE_CACHE: undefined };
  const { stdout } = await run(process.execPath, [program, ...commandLine], { env: environment });
  return stdout;
}

/** A file of what makes papers, which goes along as packages. */
const paperPackage =
  /^\/node_modules\/(?:@noble|@swc|base64-js|bidi-js|brotli|clone|dfa|fast-deep-equal|fast-png|fflate|fontkit|iobuffer|linebreak|pako|pdfkit|png-js|require-from-string|restructure|tiny-inflate|tslib|unicode-properties|unicode-trie)\/(?!.*\.map$).+$/u;

/** Where the npm package was installed to. */
const installed = (): string =>
  join(folder, "prefix", ...(process.platform === "win32" ? [] : ["lib"]), "node_modules", "countinghouse");
const commandLine = (): string => join(installed(), "countinghouse.mjs");

describe.skipIf(!canDebian && !canRedHat)("what is packed", () => {
  const packed = (): string => made(`Countinghouse-${process.platform}-${process.arch}`);

  test("is what runs, and nothing else", () => {
    const entries = listPackage(join(packed(), "resources", "app.asar"), { isPack: false });
    const folders = new Set(entries.filter((entry) => entries.some((other) => other.startsWith(`${entry}/`))));
    const kinds = entries
      .filter((entry) => !folders.has(entry))
      .map((entry) =>
        entry
          .replace(/^\/built\/main\/shared-[\w-]+\.js$/u, "/built/main/shared-*.js")
          .replace(/^\/built\/main\/migrations\/\d{4}-[\w-]+\.sql$/u, "/built/main/migrations/*.sql")
          .replace(/^\/built\/renderer\/assets\/[\w.-]+\.(js|css|svg|woff2)$/u, "/built/renderer/assets/*.$1")
          .replace(/^\/built\/main\/fonts\/.+\.(ttf|txt|md)$/u, "/built/main/fonts/*.$1")
          .replace(paperPackage, "/node_modules/*")
          .replace(/^\/node_modules\/better-sqlite3\/lib\/[\w/-]+\.js$/u, "/node_modules/better-sqlite3/lib/*.js"),
      );
    expect([...new Set(kinds)].toSorted()).toEqual([
      "/LICENSE",
      "/THIRD-PARTY-NOTICES.txt",
      "/built/main/check.js",
      "/built/main/database.js",
      "/built/main/fonts/*.md",
      "/built/main/fonts/*.ttf",
      "/built/main/fonts/*.txt",
      "/built/main/functions.sql",
      "/built/main/host-role.sql",
      "/built/main/index.js",
      "/built/main/migrations/*.sql",
      "/built/main/shared-*.js",
      "/built/main/worker.js",
      "/built/preload/index.cjs",
      "/built/renderer/assets/*.css",
      "/built/renderer/assets/*.js",
      "/built/renderer/assets/*.svg",
      "/built/renderer/assets/*.woff2",
      "/built/renderer/index.html",
      "/node_modules/*",
      "/node_modules/better-sqlite3/LICENSE",
      "/node_modules/better-sqlite3/lib/*.js",
      "/node_modules/better-sqlite3/package.json",
      `/node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
      "/package.json",
    ]);
    expect(statSync(join(packed(), "resources", "app.asar")).size).toBeLessThan(35_000_000);
  });

  test("says nothing of what made it", () => {
    extractAll(join(packed(), "resources", "app.asar"), join(folder, "app"));
    const manifest = JSON.parse(readFileSync(join(folder, "app", "package.json"), "utf8")) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name: "countinghouse",
      productName: "Countinghouse",
      main: "built/main/index.js",
    });
    expect(JSON.stringify(manifest)).not.toMatch(/forge|scripts|dependencies/iu);
  });

  test("brings the licences of others", () => {
    const notices = readFileSync(join(packed(), "resources", "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const whose of ["better-sqlite3", "react", "fastify", "zod", "electron", "@mantine/core"]) {
      expect(notices).toMatch(new RegExp(`^${whose} \\d+\\.\\d+\\.\\d+ \\(MIT\\)$`, "mu"));
    }
    expect(notices).not.toContain("undefined");
  });

  test("has the fuses of a release, as they can be read in the program", async () => {
    const program =
      readdirSync(packed()).find((each) => each === name || each === "Countinghouse.exe") ?? "Countinghouse.app";
    const asDecided = Object.entries(releaseFuses).map(([fuse, isOn]) => [
      fuse,
      isOn ? FuseState.ENABLE : FuseState.DISABLE,
    ]);
    expect(await getCurrentFuseWire(join(packed(), program))).toMatchObject({
      version: FuseVersion.V1,
      ...Object.fromEntries(asDecided),
    });
  });

  test("finds its threads, its migrations and its native module where the package has them, and ends in good order", async () => {
    const book = join(folder, "packed.countinghouse");
    await runProgram(
      commandLine(),
      "book",
      "new",
      "--book",
      book,
      "--name",
      "Packed",
      "--time-zone",
      "UTC",
      "--currency",
      "USD",
    );
    const entry = join(folder, "app", "built", "main", "index.js");
    const desktop = spawn(process.execPath, ["test/support/desktop-process.ts", entry, folder, "--book", book]);
    const [answer] = (await once(desktop.stdout, "data")) as [Buffer];
    expect(JSON.parse(answer.toString())).toMatchObject({ ok: true, value: { name: "Packed" } });
    // It has the book, and lets the command line in once the window is there.
    await vi.waitFor(() => expect(existsSync(`${book}.running`)).toBe(true), 20_000);
    await runProgram(commandLine(), "keys", "create", "Sync", "--scope", "read", "--book", book);
    desktop.kill("SIGTERM");
    expect(await once(desktop, "exit")).toEqual([0, null]);
    expect(existsSync(`${book}.running`)).toBe(false);
    expect(await runProgram(commandLine(), "keys", "list", "--book", book)).toContain("Sync");
  });
});

describe("the npm package of the command line", () => {
  test("is installed without a registry, makes a book, and bills one", async () => {
    expect(existsSync(join(installed(), "src"))).toBe(false);
    const program = commandLine();
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await runProgram(program, "--version")).toBe(`${version}\n`);

    const own = join(folder, "a b ü 🧾.countinghouse");
    await runProgram(
      program,
      "book",
      "new",
      "--book",
      own,
      "--name",
      "Acme",
      "--time-zone",
      "UTC",
      "--currency",
      "EUR",
    );
    expect(await runProgram(program, "book", "info", "--book", own)).toContain("Acme");
    const sample = join(folder, "sample.countinghouse");
    await runProgram(program, "sample", "--out", sample, "--accounts", "30", "--today", "2026-03-15");
    const billed = await runProgram(program, "billing", "run", "--until", "2026-04-15", "--book", sample, "--json");
    expect(JSON.parse(billed)).toMatchObject({ ok: true });
    expect(await runProgram(program, "ledger", "verify", "--book", sample)).toMatch(/whole|no fault|verified|holds/iu);
  });

  test.skipIf(process.getuid?.() !== 0)(
    "works for an account without a name and a home folder, as containers have them (skipped unless root runs it)",
    async () => {
      const books = join(folder, "of-nobody");
      mkdirSync(books);
      chownSync(books, 12_345, 12_345);
      chmodSync(folder, 0o755);
      const asNobody = (...words: string[]) =>
        run(process.execPath, [commandLine(), ...words], { uid: 12_345, gid: 12_345, env: {}, cwd: books });
      const settings = ["--name", "Acme", "--time-zone", "UTC", "--currency", "EUR"];
      const { stdout } = await asNobody("book", "new", ...settings);
      expect(stdout).toContain(join(books, ".local", "share", "countinghouse"));
      expect((await asNobody("book", "info", "--json")).stdout).toContain('"operator":"user 12345"');
    },
  );

  test("keeps what V8 has compiled in the person's own folder", () => {
    expect(existsSync(join(folder, "cache", "countinghouse", "node-compile"))).toBe(true);
  });
});

describe("the container", () => {
  /** Its instructions, each one line. */
  const instructions = readFileSync("Containerfile", "utf8")
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const all = (instruction: string): string[] => instructions.filter((line) => line.startsWith(`${instruction} `));
  /** The words of an instruction that names a program: as a list, because a shell in between would take the signals. */
  const wordsOf = (instruction: string): string[] => {
    const [line = "", ...others] = all(instruction);
    expect(others).toEqual([]);
    return JSON.parse(line.slice(line.indexOf("["))) as string[];
  };

  test("keeps the rules of hadolint that concern it", () => {
    expect(all("FROM")).toEqual([expect.stringMatching(/^FROM docker\.io\/library\/node:24\.\d+\.\d+-[\w-]+$/u)]);
    expect(all("ADD")).toEqual([]);
    expect(all("USER").at(-1)).toBe("USER node");
    for (const line of all("WORKDIR")) expect(line).toMatch(/^WORKDIR \//u);
    for (const line of all("RUN")) expect(line).not.toMatch(/sudo|curl|wget|apt|\bcd /u);
    expect(all("VOLUME")).toEqual(["VOLUME /books"]);
  });

  test.skipIf(process.platform === "win32")(
    "starts a host, by the package that it installs, that its health check asks (skipped on Windows)",
    async () => {
      const [program = "", ...words] = wordsOf("HEALTHCHECK");
      expect([program]).toEqual(wordsOf("ENTRYPOINT"));
      const environment = { ...process.env, XDG_DATA_HOME: join(folder, "books"), COUNTINGHOUSE_BOOK: undefined };
      const inContainer = (...asked: string[]) =>
        run(process.execPath, [commandLine(), ...asked], { env: environment });
      await expect(inContainer(...words)).rejects.toMatchObject({ code: 4 });
      await inContainer("book", "new", "--name", "Acme", "--time-zone", "UTC", "--currency", "EUR");
      const served = wordsOf("CMD").map((word) => (word === "8123" ? "0" : word));
      const host = spawn(process.execPath, [commandLine(), ...served], { env: environment });
      await once(host.stdout, "data");
      expect((await inContainer(...words)).stdout).toContain(join(folder, "books", "countinghouse"));
      expect(all("STOPSIGNAL")).toEqual(["STOPSIGNAL SIGTERM"]);
      host.kill("SIGTERM");
      expect(await once(host, "exit")).toEqual([0, null]);
    },
  );
});

describe.skipIf(!canDebian)(
  `the Debian package${canDebian ? "" : " (SKIPPED, dpkg-deb and fakeroot are not here)"}`,
  () => {
    const packagePath = (): string => onlyIn(made("make", "deb", process.arch));
    /** The package's files, unpacked. */
    let root: string;

    beforeAll(async () => {
      root = join(folder, "debian");
      await run("dpkg-deb", ["--extract", packagePath(), root]);
    });

    test("says what it is and what it needs", async () => {
      const { stdout } = await run("dpkg-deb", ["--field", packagePath()]);
      const fields = Object.fromEntries(
        stdout.split(/\n(?! )/u).map((line) => line.split(/: ?/u, 2) as [string, string]),
      );
      expect(fields).toMatchObject({ Package: name, Architecture: process.arch === "x64" ? "amd64" : process.arch });
      expect(fields["Depends"]?.split(", ")).toEqual(
        expect.arrayContaining(["libc6", "libasound2t64 | libasound2", "libgtk-3-0", "libnss3", "xdg-utils"]),
      );
    });

    test("makes the system know the program, books and links", () => {
      const entry = readFileSync(join(root, "usr/share/applications", `${name}.desktop`), "utf8");
      expect(entry).toContain("MimeType=application/x-countinghouse-book;x-scheme-handler/countinghouse;");
      // What follows is no switch of Chromium, whatever a link looks like.
      expect(entry).toContain(`Exec=${name} -- %U`);
      expect(readFileSync(join(root, "usr/share/mime/packages", `${name}.xml`), "utf8")).toContain("*.countinghouse");
      for (const kind of [`apps/${name}`, "mimetypes/application-x-countinghouse-book"]) {
        expect(existsSync(join(root, "usr/share/icons/hicolor/48x48", `${kind}.png`))).toBe(true);
      }
      // The sandbox that works where programs of persons may make no user namespaces.
      expect(statSync(join(root, "usr/lib", name, "chrome-sandbox")).mode & 0o4777).toBe(0o4755);
    });

    test("brings the command line onto the path, with the Node that runs it", async () => {
      const command = join(root, "usr/bin/countinghouse");
      // Whatever Node the system has, or none.
      const environment = { PATH: "/usr/bin:/bin", HOME: join(folder, "home"), XDG_DATA_HOME: join(folder, "data") };
      const countinghouse = async (...words: string[]) => (await run(command, words, { env: environment })).stdout;
      const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
      expect(await countinghouse("--version")).toBe(`${version}\n`);
      await countinghouse("sample", "--out", join(folder, "of-debian.countinghouse"), "--accounts", "10");
      expect(await countinghouse("ledger", "verify", "--book", join(folder, "of-debian.countinghouse"))).toMatch(
        /whole|no fault|verified|holds/iu,
      );
      const beside = join(root, "usr/lib", name, "resources", "command-line");
      expect(readdirSync(beside).toSorted()).toEqual([
        "LICENSE",
        "THIRD-PARTY-NOTICES.txt",
        "built",
        "countinghouse",
        "countinghouse.mjs",
        "node",
        "node_modules",
        "package.json",
      ]);
      expect(readFileSync(join(beside, "THIRD-PARTY-NOTICES.txt"), "utf8")).toMatch(
        /^node-linux-\w+ 24\.[\d.]+ \(MIT\)$/mu,
      );
      expect(readFileSync(join(root, "usr/lib/systemd/user/countinghouse.service"), "utf8")).toContain(
        "ExecStart=/usr/bin/countinghouse serve --book",
      );
    });

    test.skipIf(!has("desktop-file-validate"))(
      "has a valid desktop entry (skipped without desktop-file-validate)",
      async () => {
        const { stdout } = await run("desktop-file-validate", [
          join(root, "usr/share/applications", `${name}.desktop`),
        ]);
        expect(stdout).toBe("");
      },
    );

    test.skipIf(!has("lintian"))("has no error that lintian knows of (skipped without lintian)", async () => {
      const { stdout } = await run("lintian", ["--fail-on", "none", "--allow-root", packagePath()]);
      expect(stdout.split("\n").filter((line) => line.startsWith("E:"))).toEqual([]);
    });

    test("is installed and removed, and leaves books alone", async () => {
      const system = join(folder, "system");
      mkdirSync(join(system, "var/lib/dpkg/updates"), { recursive: true });
      mkdirSync(join(system, "var/lib/dpkg/info"));
      writeFileSync(join(system, "var/lib/dpkg/status"), "");
      const book = join(system, "home/ann/.local/share/countinghouse/book.countinghouse");
      mkdirSync(join(book, ".."), { recursive: true });
      writeFileSync(book, "a book");
      const dpkg = (...action: string[]) =>
        run("fakeroot", ["dpkg", `--root=${system}`, "--force-depends", "--log=/dev/null", ...action]);
      await dpkg("--install", packagePath());
      expect(readdirSync(join(system, "usr/bin")).toSorted()).toEqual(["countinghouse", name]);
      await dpkg("--purge", name);
      expect(existsSync(join(system, "usr/lib", name))).toBe(false);
      expect(readFileSync(book, "utf8")).toBe("a book");
    });
  },
);

describe.skipIf(!canRedHat)(`the RPM package${canRedHat ? "" : " (SKIPPED, rpmbuild is not here)"}`, () => {
  const ask = async (...question: string[]): Promise<string> =>
    (await run("rpm", ["--query", "--package", ...question, onlyIn(made("make", "rpm", process.arch))])).stdout;

  test("has the same files as the Debian package, and says what it needs", async () => {
    const files = (await ask("--list")).split("\n");
    expect(files).toEqual(
      expect.arrayContaining([
        "/usr/bin/countinghouse",
        `/usr/bin/${name}`,
        "/usr/lib/systemd/user/countinghouse.service",
        `/usr/lib/${name}/resources/app.asar`,
        `/usr/share/applications/${name}.desktop`,
        `/usr/share/mime/packages/${name}.xml`,
        `/usr/share/man/man1/${name}.1.gz`,
        "/usr/share/icons/hicolor/48x48/mimetypes/application-x-countinghouse-book.png",
      ]),
    );
    expect(await ask("--requires")).toMatch(/^gtk3$/mu);
    expect(await ask("--requires")).toContain("alsa-lib");
    // The sandbox that works where programs of persons may make no user namespaces.
    expect(await ask("--queryformat", "[%{FILEMODES:perms} %{FILENAMES}\n]")).toContain(
      `-rwsr-xr-x /usr/lib/${name}/chrome-sandbox\n`,
    );
    expect(await ask("--queryformat", "%{NAME} %{LICENSE}")).toBe(`${name} MIT`);
  });

  test.skipIf(!has("rpm2archive"))(
    "runs from where it was unpacked: makes a book, bills it and finds it whole",
    async () => {
      const root = join(folder, "red-hat");
      mkdirSync(root);
      const archive = join(root, "package.rpm");
      copyFileSync(onlyIn(made("make", "rpm", process.arch)), archive);
      await run("rpm2archive", ["--nocompression", archive]);
      await run("tar", ["--extract", "--file", `${archive}.tar`, "--directory", root]);
      const node = join("resources", "command-line", "node");
      const asBuilt = readFileSync(made(`Countinghouse-${process.platform}-${process.arch}`, node));
      expect(readFileSync(join(root, "usr/lib", name, node)).equals(asBuilt)).toBe(true);
      const environment = { PATH: "/usr/bin:/bin", HOME: join(folder, "home"), XDG_DATA_HOME: join(folder, "data") };
      const book = join(folder, "of-red-hat.countinghouse");
      const countinghouse = async (...words: string[]) =>
        (await run(join(root, "usr/bin/countinghouse"), words, { env: environment })).stdout;
      await countinghouse("sample", "--out", book, "--accounts", "10", "--today", "2026-03-15");
      const billed = await countinghouse("billing", "run", "--until", "2026-04-15", "--book", book, "--json");
      expect(JSON.parse(billed)).toMatchObject({ ok: true });
      expect(await countinghouse("ledger", "verify", "--book", book)).toMatch(/whole|no fault|verified|holds/iu);
    },
  );
});

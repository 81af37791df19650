import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A PostgreSQL server of a test's own. */
export interface TestServer {
  /** The address of a book that is not there yet. */
  newPlace(): string;
  /** The address of a schema. */
  placeOf(schema: string): string;
  /** Do something with the server's own program, and read what it prints. */
  psql(sql: string): string;
  stop(): void;
}

/** Where Debian and most others put the programs of a server, newest first. */
const programsFolder = "/usr/lib/postgresql";

/** The server that can be run here; null where there is none that is new enough. */
export function findServerPrograms(): string | null {
  if (!existsSync(programsFolder)) return null;
  const version = readdirSync(programsFolder)
    .map(Number)
    .filter((each) => each >= 15 && existsSync(join(programsFolder, `${each}`, "bin", "initdb")))
    .toSorted((a, b) => b - a)[0];
  return version === undefined ? null : join(programsFolder, `${version}`, "bin");
}

/** Start a server that writes as safely as any, in a folder that is gone with it. @param programs where its programs are. */
export async function startTestServer(programs: string): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-postgres-"));
  // A server refuses to run as an administrator.
  const nobody = 65_534;
  const isAdministrator = process.getuid?.() === 0;
  if (isAdministrator) chownSync(folder, nobody, nobody);
  const run = (program: string, ...options: readonly string[]): string =>
    execFileSync(join(programs, program), options, {
      encoding: "utf8",
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      ...(isAdministrator && { uid: nobody, gid: nobody }),
    });
  const data = join(folder, "data");
  const port = await freePort();
  run("initdb", "-D", data, "-U", "countinghouse", "-A", "trust", "-E", "UTF8", "--no-locale");
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
  // What it prints goes to the file; a pipe would be held open by the server that stays.
  run("pg_ctl", "start", "-w", "-D", data, "-l", join(folder, "log"), "-o", settings);
  const server = `postgres://countinghouse@127.0.0.1:${port}/postgres`;
  const placeOf = (schema: string): string => `${server}?schema=${schema}`;
  return {
    placeOf,
    newPlace: () => placeOf(`book_${randomUUID().replaceAll("-", "")}`),
    psql: (sql) => run("psql", "-d", server, "-Atqc", sql).trim(),
    stop() {
      run("pg_ctl", "stop", "-w", "-m", "fast", "-D", data);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

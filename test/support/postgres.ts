import { execFileSync, spawn } from "node:child_process";
import { hash, randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A PostgreSQL server of a test's own. */
export interface TestServer {
  /** The address of a book that is not there yet. */
  newPlace(): string;
  /** The address of a schema. */
  placeOf(schema: string): string;
  /** Do something with the server's own program, and read what it prints. @param user left out: the administrator. */
  psql(sql: string, user?: string): string;
  /** The same in the database that a book is in. */
  psqlAt(place: string, sql: string): string;
  /** Write files into the server's folder that it alone can read, and have it read its settings again, with some set otherwise. */
  configure(files: Readonly<Record<string, string>>, settings?: readonly string[]): void;
  /** Start a standby that follows this server, until this one stops. @returns the address of a schema on it. */
  startStandby(): Promise<(schema: string) => string>;
  /** Start a pooler before this server that lends its connections for a transaction each, until this one stops. @returns as {@link startStandby}. */
  startPooler(): Promise<(schema: string) => string>;
  /** What a schema consists of, in the server's words; names that the server gives are left out, and in which order columns stand. */
  schemaOf(schema: string): readonly string[];
  /** Have the server end as if it were killed, and start again. */
  crash(): void;
  stop(): void;
}

/** Each thing of the schema "of" in one line. */
const thingsOfSchema = `
  SELECT concat_ws(' ', relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid))
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind = 'r' AND relnamespace = 'SCHEMA'::regnamespace AND attnum > 0 AND NOT attisdropped
  UNION ALL SELECT concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'SCHEMA'::regnamespace
  UNION ALL SELECT regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON') FROM pg_indexes WHERE schemaname = 'SCHEMA'
  UNION ALL SELECT pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = 'SCHEMA'::regnamespace AND NOT tgisinternal
  UNION ALL SELECT CASE prokind WHEN 'a' THEN oid::regprocedure::text ELSE pg_get_functiondef(oid) END
    FROM pg_proc WHERE pronamespace = 'SCHEMA'::regnamespace`;

/** Where Debian and most others put the programs of a server, newest first. */
const programsFolder = "/usr/lib/postgresql";

const pooler = "/usr/sbin/pgbouncer";

/** Whether a pooler can be started here: Debian's `pgbouncer`. */
export const hasPooler = existsSync(pooler);

/** The server that can be run here: the one that `COUNTINGHOUSE_POSTGRES` names the programs of, or the newest; null where there is none that is new enough. */
export function findServerPrograms(): string | null {
  const named = process.env["COUNTINGHOUSE_POSTGRES"];
  if (named !== undefined) return named;
  if (!existsSync(programsFolder)) return null;
  const version = readdirSync(programsFolder)
    .map(Number)
    .filter((each) => each >= 15 && existsSync(join(programsFolder, `${each}`, "bin", "initdb")))
    .toSorted((a, b) => b - a)[0];
  return version === undefined ? null : join(programsFolder, `${version}`, "bin");
}

/**
 * Start a server that writes as safely as any, in a folder that is gone with it.
 *
 * @param programs where its programs are.
 * @param settings what else is set, such as `fsync=off`.
 * @param logFolder where its log of changes lies, in files of 1 MiB, which is not there yet; left out: beside its data.
 */
export async function startTestServer(
  programs: string,
  settings: readonly string[] = [],
  logFolder?: string,
): Promise<TestServer> {
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
  const makeData = (at: string, ...log: readonly string[]) =>
    void run("initdb", "-D", at, "-U", "countinghouse", "-A", "trust", "-E", "UTF8", "--no-locale", ...log);
  if (logFolder === undefined) copyData(data, programs, makeData);
  else makeData(data, "--waldir", logFolder, "--wal-segsize", "1");
  const options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings].map((each) => ` -c ${each}`);
  const stops: (() => void)[] = [];
  const start = async (at: string): Promise<number> => {
    const onPort = await freePort();
    // What it prints goes to the file; a pipe would be held open by the server that stays.
    run("pg_ctl", "start", "-w", "-D", at, "-l", `${at}.log`, "-o", `-p ${onPort}${options.join("")}`);
    stops.unshift(() => run("pg_ctl", "stop", "-w", "-m", "fast", "-D", at));
    return onPort;
  };
  const port = await start(data);
  const addressOn = (onPort: number): string => `postgres://countinghouse@127.0.0.1:${onPort}/postgres`;
  const server = addressOn(port);
  const write = (path: string, text: string): void => {
    writeFileSync(path, text, { mode: 0o600 });
    if (isAdministrator) chownSync(path, nobody, nobody);
  };
  const psqlAt = (place: string, sql: string): string =>
    run("psql", "-d", place.replace(/\?.*$/u, ""), "-Atqc", sql).trim();
  const psql = (sql: string, user = "countinghouse"): string =>
    psqlAt(server.replace("countinghouse@", `${user}@`), sql);
  const placeOf = (schema: string): string => `${server}?schema=${schema}`;
  return {
    placeOf,
    newPlace: () => placeOf(`book_${randomUUID().replaceAll("-", "")}`),
    psql,
    psqlAt,
    schemaOf: (schema) =>
      psql(thingsOfSchema.replaceAll("SCHEMA", schema))
        .replaceAll(`${schema}.`, "")
        .replaceAll(`'${schema}'`, "")
        .split("\n")
        .toSorted(),
    configure(files, set = []) {
      for (const [name, text] of Object.entries(files)) write(join(data, name), text);
      for (const setting of set) psql(`ALTER SYSTEM SET ${setting}`);
      psql("SELECT pg_reload_conf()");
    },
    async startStandby() {
      const at = join(folder, "standby");
      run("pg_basebackup", "-d", server, "-D", at, "-R", "-c", "fast");
      const onPort = await start(at);
      return (schema) => `${addressOn(onPort)}?schema=${schema}`;
    },
    async startPooler() {
      const onPort = await freePort();
      const settingsPath = join(folder, "pooler.ini");
      write(
        settingsPath,
        `[databases]\npostgres = host=127.0.0.1 port=${port} user=countinghouse\n[pgbouncer]\nlisten_addr = 127.0.0.1
listen_port = ${onPort}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n`,
      );
      const child = spawn(pooler, [settingsPath], {
        stdio: ["ignore", "ignore", "pipe"],
        ...(isAdministrator && { uid: nobody, gid: nobody }),
      });
      stops.unshift(() => child.kill());
      for await (const line of createInterface({ input: child.stderr })) if (line.includes("process up")) break;
      return (schema) => `${addressOn(onPort)}?schema=${schema}`;
    },
    crash: () => void run("pg_ctl", "restart", "-w", "-m", "immediate", "-D", data, "-l", `${data}.log`),
    stop() {
      for (const stop of stops) stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Put what a server begins with into a folder: a copy of what the first server of a run of the tests has begun with (`scripts/prepare-tests.mjs`), because to
 * make it takes most of a second.
 */
function copyData(path: string, programs: string, make: (path: string) => void): void {
  const folder = process.env["COUNTINGHOUSE_NEW_BOOKS"];
  if (folder === undefined) {
    make(path);
    return;
  }
  // Whose they are goes with the files.
  const copy = (from: string, to: string) => void execFileSync("cp", ["-a", from, to]);
  const original = join(folder, `server-${hash("sha256", programs)}`);
  if (existsSync(original)) {
    copy(original, path);
    return;
  }
  make(path);
  const draft = join(folder, randomUUID());
  copy(path, draft);
  try {
    renameSync(draft, original);
  } catch (error) {
    // Another worker may have been faster; then both are as good.
    if (!existsSync(original)) throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

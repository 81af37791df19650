import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { stringify } from "yaml";

/*
 * PostgreSQL as teams run it: three machines, each with a member of etcd, Patroni and the server that it looks after, and HAProxy before them,
 * which goes by what Patroni says of itself. Each machine is a network namespace with an address of its own on a bridge, so that one can be cut off
 * from the others as by a pulled cable.
 */

const nodeNumbers = [1, 2, 3] as const;
type NodeNumber = (typeof nodeNumbers)[number];

const programs = "/usr/lib/postgresql/15/bin";
/** What has to be installed, by the Debian packages that bring it. */
const needed = {
  "/usr/bin/patroni": "patroni",
  "/usr/bin/etcd": "etcd-server",
  "/usr/sbin/haproxy": "haproxy",
  "/usr/sbin/ip": "iproute2",
  [`${programs}/initdb`]: "postgresql-15",
} as const;

/** Servers refuse to run as an administrator. */
const nobody = 65_534;
const network = "10.213.57";
const bridge = "drill-bridge";
const namespaceOf = (node: NodeNumber): string => `drill-${node}`;
const cableOf = (node: NodeNumber): string => `drill-cable-${node}`;
const addressOf = (node: NodeNumber): string => `${network}.${node}`;
const machine = `${network}.254`;
/** Where HAProxy lets the hosts in, on this machine alone. */
const frontPort = 54_391;
export const superuser = { name: "postgres", password: "drill" } as const;

/** Patroni takes a leader for lost after `ttl`, and has to have tried the store of the cluster twice by then. */
const timing = { ttl: 15, loop_wait: 2, retry_timeout: 5 } as const;

/** The Debian packages that are missing; with "root" where the drill is not started as an administrator. */
export function missingForCluster(): readonly string[] {
  const missing = Object.entries(needed).flatMap(([path, name]) => (existsSync(path) ? [] : [name]));
  return process.getuid?.() === 0 ? missing : [...missing, "root"];
}

export interface Cluster {
  /** What a client connects to; whoever leads answers there. */
  readonly frontPort: number;
  /** Wait until somebody leads, and so many follow it without gaps. @throws Error after three minutes. */
  untilWhole(followers: number): Promise<NodeNumber>;
  /** End everything on a machine as if it had lost power. */
  killNode(node: NodeNumber): Promise<void>;
  startNode(node: NodeNumber): void;
  /** Lose what a server has written; Patroni builds it anew from the leader once it is started. The machine must have been killed. */
  eraseServer(node: NodeNumber): void;
  /** Pull a machine's cable, or put it back. */
  setCable(node: NodeNumber, state: "down" | "up"): void;
  /** End everything, and take the network away. */
  stop(): Promise<void>;
}

/** What Patroni says of its server at `/cluster`. */
interface MemberView {
  readonly name: string;
  readonly role: "leader" | "sync_standby" | "replica" | (string & {});
  readonly state: string;
  readonly lag?: number | string;
}

/**
 * Start three machines and what stands before them.
 *
 * @param folder where everything lies; logs stay in it.
 */
export async function startCluster(folder: string): Promise<Cluster> {
  const running = new Map<NodeNumber, ChildProcess[]>();
  layCables();
  for (const node of nodeNumbers) prepareNode(folder, node);
  // A cluster of etcd is founded by all of its members at once; later starts find it on their disk.
  for (const node of nodeNumbers) startNode(node);
  const front = startFront(folder);

  function startNode(node: NodeNumber): void {
    const at = nodeFolder(folder, node);
    const inNode = (name: string, program: string, ...options: readonly string[]) =>
      startProgram(at, name, "ip", [
        "netns",
        "exec",
        namespaceOf(node),
        "setpriv",
        `--reuid=${nobody}`,
        `--regid=${nobody}`,
        "--clear-groups",
        program,
        ...options,
      ]);
    running.set(node, [
      inNode("etcd", "etcd", "--config-file", join(at, "etcd.yml")),
      inNode("patroni", "patroni", join(at, "patroni.yml")),
    ]);
  }

  async function members(): Promise<readonly MemberView[]> {
    for (const node of nodeNumbers) {
      try {
        const answer = await fetch(`http://${addressOf(node)}:8008/cluster`, { signal: AbortSignal.timeout(1500) });
        const { members: found } = (await answer.json()) as { members: readonly MemberView[] };
        const leader = found.find(({ role, state }) => role === "leader" && state === "running");
        // Who is cut off still takes itself, or the one before, for the leader.
        if (leader !== undefined && (await isPrimary(Number(leader.name.slice(-1)) as NodeNumber))) return found;
      } catch {
        // This one does not answer; another may.
      }
    }
    return [];
  }

  const leaderOf = (found: readonly MemberView[]): NodeNumber | null => {
    const name = found.find(({ role }) => role === "leader")?.name;
    return name === undefined ? null : (Number(name.slice(-1)) as NodeNumber);
  };

  return {
    frontPort,
    async untilWhole(followers) {
      const givenUpAt = Date.now() + 180_000;
      for (;;) {
        const found = await members();
        const leader = leaderOf(found);
        const following = found.filter(
          ({ role, state, lag }) => role !== "leader" && /running|streaming/u.test(state) && lag === 0,
        );
        const isSynchronous = found.some(({ role }) => role === "sync_standby");
        if (leader !== null && isSynchronous && following.length >= followers) return leader;
        if (Date.now() > givenUpAt) throw new Error(`The cluster did not become whole: ${JSON.stringify(found)}`);
        await pause(500);
      }
    },
    async killNode(node) {
      const ended = (running.get(node) ?? [])
        .filter((child) => (child.exitCode ?? child.signalCode) === null)
        .map((child) => once(child, "exit"));
      killAllOn(node);
      await Promise.all(ended);
    },
    startNode,
    eraseServer: (node) => rmSync(join(nodeFolder(folder, node), "data"), { recursive: true, force: true }),
    setCable: (node, state) => void run("ip", "link", "set", cableOf(node), state),
    async stop() {
      front.kill("SIGKILL");
      for (const node of nodeNumbers) killAllOn(node);
      await pause(500);
      takeCablesAway();
    },
  };
}

async function isPrimary(node: NodeNumber): Promise<boolean> {
  const answer = await fetch(`http://${addressOf(node)}:8008/primary`, { signal: AbortSignal.timeout(1500) });
  return answer.status === 200;
}

const nodeFolder = (folder: string, node: NodeNumber): string => join(folder, `node-${node}`);

/** Write what a machine's programs are told. */
function prepareNode(folder: string, node: NodeNumber): void {
  const at = nodeFolder(folder, node);
  mkdirSync(at, { recursive: true });
  const address = addressOf(node);
  const etcd = {
    name: `node-${node}`,
    "data-dir": join(at, "etcd"),
    "listen-peer-urls": `http://${address}:2380`,
    "initial-advertise-peer-urls": `http://${address}:2380`,
    "listen-client-urls": `http://${address}:2379`,
    "advertise-client-urls": `http://${address}:2379`,
    "initial-cluster": nodeNumbers.map((each) => `node-${each}=http://${addressOf(each)}:2380`).join(","),
    "initial-cluster-state": "new",
    "heartbeat-interval": 300,
    "election-timeout": 3000,
    // Debian's etcd is built without the door of its third version that Patroni knocks at.
    "enable-v2": true,
  };
  const patroni = {
    scope: "drill",
    name: `node-${node}`,
    restapi: { listen: `${address}:8008`, connect_address: `${address}:8008` },
    etcd: { hosts: nodeNumbers.map((each) => `${addressOf(each)}:2379`) },
    bootstrap: {
      dcs: {
        ...timing,
        maximum_lag_on_failover: 1_048_576,
        // A commit is answered once a follower has it on its disk, and is not answered while there is none.
        synchronous_mode: true,
        synchronous_mode_strict: true,
        postgresql: {
          use_pg_rewind: true,
          use_slots: true,
          parameters: { max_connections: 60, shared_buffers: "64MB" },
        },
      },
      initdb: [{ encoding: "UTF8" }, { locale: "C" }, "data-checksums"],
    },
    postgresql: {
      listen: `${address}:5432`,
      connect_address: `${address}:5432`,
      data_dir: join(at, "data"),
      bin_dir: programs,
      pgpass: join(at, "pgpass"),
      authentication: {
        superuser: { username: superuser.name, password: superuser.password },
        replication: { username: "replicator", password: superuser.password },
        rewind: { username: "rewinder", password: superuser.password },
      },
      // A new follower does not wait for a leader that takes its time.
      basebackup: [{ checkpoint: "fast" }],
      pg_hba: [
        `host replication replicator ${network}.0/24 scram-sha-256`,
        `host all all ${network}.0/24 scram-sha-256`,
      ],
      parameters: { unix_socket_directories: at },
    },
  };
  writeFileSync(join(at, "etcd.yml"), stringify(etcd));
  writeFileSync(join(at, "patroni.yml"), stringify(patroni), { mode: 0o600 });
  for (const path of [at, join(at, "etcd.yml"), join(at, "patroni.yml")]) chownSync(path, nobody, nobody);
}

/** What lets clients in: to whoever says of itself that it leads, and connections to one that no longer does are closed. */
function startFront(folder: string): ChildProcess {
  const path = join(folder, "haproxy.cfg");
  const servers = nodeNumbers.map((node) => `  server node-${node} ${addressOf(node)}:5432 check port 8008`);
  writeFileSync(
    path,
    `defaults
  mode tcp
  timeout connect 2s
  timeout client 1h
  timeout server 1h
listen leader
  bind 127.0.0.1:${frontPort}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join("\n")}
`,
  );
  return startProgram(folder, "haproxy", "haproxy", ["-db", "-f", path]);
}

/** Start a program whose output goes to a file. */
function startProgram(folder: string, name: string, program: string, options: readonly string[]): ChildProcess {
  const log = openSync(join(folder, `${name}.log`), "a");
  const child = spawn(program, options, { cwd: folder, stdio: ["ignore", log, log] });
  closeSync(log);
  return child;
}

function layCables(): void {
  takeCablesAway();
  run("ip", "link", "add", bridge, "type", "bridge");
  run("ip", "address", "add", `${machine}/24`, "dev", bridge);
  run("ip", "link", "set", bridge, "up");
  for (const node of nodeNumbers) {
    const namespace = namespaceOf(node);
    run("ip", "netns", "add", namespace);
    run("ip", "link", "add", cableOf(node), "type", "veth", "peer", "name", "cable", "netns", namespace);
    run("ip", "link", "set", cableOf(node), "master", bridge, "up");
    run("ip", "-n", namespace, "address", "add", `${addressOf(node)}/24`, "dev", "cable");
    run("ip", "-n", namespace, "link", "set", "cable", "up");
    run("ip", "-n", namespace, "link", "set", "lo", "up");
  }
}

/** What a drill that was killed has left is taken away, too. */
function takeCablesAway(): void {
  for (const node of nodeNumbers) {
    for (const options of [
      ["link", "delete", cableOf(node)],
      ["netns", "delete", namespaceOf(node)],
    ]) {
      try {
        run("ip", ...options);
      } catch {
        // There is none.
      }
    }
  }
  try {
    run("ip", "link", "delete", bridge);
  } catch {
    // There is none.
  }
}

function killAllOn(node: NodeNumber): void {
  for (const id of run("ip", "netns", "pids", namespaceOf(node)).split("\n").filter(Boolean)) {
    try {
      process.kill(Number(id), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

const run = (program: string, ...options: readonly string[]): string =>
  execFileSync(program, options, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/**
 * The table of rooms in ARCHITECTURE.md, as rules: for each room, the rooms of ours that it may import. Tests stand outside, so
 * that they can use any door. A test compares the two.
 */
export const rooms = {
  "src/shared": [],
  "src/main/domain": ["src/shared"],
  "src/main/storage": ["src/shared", "src/main/domain"],
  "src/main/paper": ["src/shared"],
  "src/main/engine": ["src/shared", "src/main/domain", "src/main/storage", "src/main/paper"],
  "src/main/hosts": ["src/shared", "src/main/engine/(engine|start)[.]ts"],
  "src/main/server": ["src/shared", "src/main/hosts", "src/main/sample", "src/main/engine/(engine|start)[.]ts"],
  "src/main/desktop": ["src/shared", "src/main/hosts", "src/main/engine/(engine|start)[.]ts"],
  "src/main/sample": ["src/shared", "src/main/hosts", "src/main/engine/(engine|start)[.]ts"],
  "src/main/cli": [
    "src/shared",
    "src/main/hosts",
    "src/main/sample",
    "src/main/server/serve[.]ts",
    "src/main/engine/(engine|start)[.]ts",
  ],
  "src/main/cli/german": ["src/shared"],
  "src/main/cli/foundation": [
    "src/shared",
    "src/main/hosts",
    "src/main/cli/german",
    "src/main/engine/(engine|start)[.]ts",
  ],
  "src/preload": ["src/shared"],
  "src/renderer/platform": ["src/shared"],
  "src/renderer/foundation": ["src/shared", "src/renderer/platform"],
  "src/renderer/components": ["src/shared", "src/renderer/platform", "src/renderer/foundation"],
  "src/renderer/features": [
    "src/shared",
    "src/renderer/platform",
    "src/renderer/foundation",
    "src/renderer/components",
  ],
  "src/renderer/german": ["src/shared", "src/renderer/foundation", "src/renderer/components", "src/renderer/features"],
  "src/renderer/app": [
    "src/shared",
    "src/renderer/platform",
    "src/renderer/foundation",
    "src/renderer/components",
    "src/renderer/features",
    "src/renderer/german",
  ],
};

const isTest = "[.]test[.]tsx?$";

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room.replaceAll("/", "-")}-stays-in-its-rooms`,
      severity: "error",
      from: { path: `^${room}/`, pathNot: isTest },
      to: { path: "^(src|test|scripts)/", pathNot: [room, ...allowed].map((each) => `^${each}(/|$)`) },
    })),
    {
      name: "only-the-desktop-imports-electron",
      comment: "The preload may name Electron's renderer side; everything else is reached through the desktop host.",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/main/desktop/", "^src/main/index[.]ts$", "^src/preload/", isTest] },
      to: { path: "^(electron$|node_modules/electron/)" },
    },
    {
      name: "the-preload-is-sandboxed",
      severity: "error",
      from: { path: "^src/preload/", pathNot: isTest },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the-domain-is-pure",
      comment: "No SQL, no files, no processes: only hashing is taken from Node.",
      severity: "error",
      from: { path: "^src/main/domain/", pathNot: isTest },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "shared-and-the-page-run-anywhere",
      severity: "error",
      from: { path: "^src/(shared|renderer)/", pathNot: isTest },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-storage-speaks-sql",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/main/storage/", isTest] },
      to: { path: "^node_modules/better-sqlite3/" },
    },
    {
      name: "stores-know-no-database",
      comment:
        "They see a book by its interface; what is kept in which database is decided in storage/book. The memory of an import is no book.",
      severity: "error",
      from: { path: "^src/main/storage/", pathNot: ["^src/main/storage/(book|imports)/", isTest] },
      to: { path: "^(node_modules/better-sqlite3/|src/main/storage/book/sqlite-)" },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "[?](raw|url)$|[.]css$|[.]svg$" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      conditionNames: ["import", "node", "default", "types"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".css", ".svg"],
    },
  },
};

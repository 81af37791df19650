import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The rules of the layer check, as far as the table of rooms repeats them. */
interface LayerCheck {
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  readonly default: { readonly forbidden: readonly { readonly name: string; readonly from: { pathNot: string[] } }[] };
}

const root = new URL("../../", import.meta.url);
const architecture = readFileSync(new URL("ARCHITECTURE.md", root), "utf8");
const layers = (await import(new URL(".dependency-cruiser.mjs", root).href)) as LayerCheck;

/** Rows of the table of rooms: folders, such as `src/renderer/{app,features}`, and what may be imported there. */
const rows = Array.from(
  architecture.matchAll(/^\| `(\S+)` +\|[^|]+\| ([^|]+?) +\|$/gmu),
  ([, folder = "", mayImport = ""]) => {
    const [, room = "", named] = /^(.*?)(?:\/\{(.*)\})?$/u.exec(folder) ?? [];
    return { room, named: named?.split(","), mayImport };
  },
);

/** How the table says what the check says as a pattern. */
const wordsFor: Readonly<Record<string, string>> = {
  "src/shared": "shared",
  "src/main/domain": "domain",
  "src/main/storage": "storage",
  "src/main/paper": "paper",
  "src/main/hosts": "hosts",
  "src/main/sample": "sample",
  "src/main/cli/german": "cli/german",
  "src/renderer/platform": "platform",
  "src/renderer/foundation": "foundation",
  "src/renderer/components": "components",
  "src/renderer/features": "features",
  "src/renderer/german": "german",
  "src/main/engine/(engine|start)[.]ts": "the engine's client",
  "src/main/server/serve[.]ts": "`server/serve.ts`",
};

const withElectron = layers.default.forbidden.find(({ name }) => name === "only-the-desktop-imports-electron");

test("the table of rooms says what the layer check allows", () => {
  const allowed = Object.entries(layers.rooms).map(([room, patterns]) => {
    const words = patterns.map((pattern) => wordsFor[pattern] ?? pattern);
    if (withElectron?.from.pathNot.includes(`^${room}/`)) words.push("`electron`");
    return [room, words.length === 0 ? "nothing of ours" : words.join(", ")];
  });
  // The composition root and the tests stand above the rooms.
  const said = rows.filter(({ room }) => room !== "src/main/index.ts" && room !== "test");
  expect(Object.fromEntries(said.map(({ room, mayImport }) => [room, mayImport]))).toEqual(Object.fromEntries(allowed));
});

const foldersIn = (folder: string, ...others: string[]) =>
  readdirSync(new URL(`${folder}/`, root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !others.includes(entry.name))
    .map(({ name }) => name);

test("a capability has one name in every layer", () => {
  const named = Array.from(architecture.matchAll(/^\| `([a-z-]+)` +\|/gmu), ([, name = ""]) => name);
  const layersWithRooms = ["src/main/domain", "src/main/engine/handlers", "src/main/storage", "src/renderer/features"];
  const ofCommandLine = foldersIn("src/main/cli", "foundation", "german", "completion");
  const rooms = [...layersWithRooms.flatMap((layer) => foldersIn(layer)), ...ofCommandLine];
  expect(new Set(rooms)).toEqual(new Set(named));
});

test("the table of rooms names the folders that there are", () => {
  const named = rows.flatMap(({ room, named: within }) => within?.map((name) => `${room}/${name}`) ?? []);
  const pathsIn = (folder: string, ...others: string[]) =>
    foldersIn(folder, ...others).map((name) => `${folder}/${name}`);
  expect(new Set(named)).toEqual(new Set([...pathsIn("src/main/domain"), ...pathsIn("test", "fixtures", "golden")]));
  const whole = rows.map(({ room }) => room).filter((room) => /^src\/(?:main|renderer)\/[^./]+$/u.test(room));
  expect(new Set(whole)).toEqual(new Set([...pathsIn("src/main"), ...pathsIn("src/renderer")]));
});

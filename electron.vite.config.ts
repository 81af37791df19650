import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, normalize } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "electron-vite";
import { normalizePath, type Plugin, type Rolldown } from "vite";
import { delaySchemas } from "./config/delay-schemas.ts";
import { methodNames } from "./src/shared/contract/index.ts";

const migrationsDirectory = "src/main/storage/book/migrations";

const serverScripts = "src/main/storage/book/postgres";

const fontsDirectory = "src/main/paper/fonts";

const targets = {
  main: {
    build: {
      // What is loaded at every start is one file per program and thread, beside what they share; only what has native parts stays
      // a package, as does what makes papers, which is loaded with the first one. All files lie in one folder, so that what a module looks for beside itself is there whichever file it is in.
      externalizeDeps: false,
      emptyOutDir: false,
      rolldownOptions: {
        external: ["better-sqlite3"],
        input: {
          index: "src/main/index.ts",
          host: "src/main/server/index.ts",
          cli: "src/main/cli/index.ts",
          worker: "src/main/engine/worker.ts",
          check: "src/main/engine/check-thread.ts",
          database: "src/main/storage/book/postgres/connection-thread.ts",
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "shared-[name].js" },
      },
    },
    plugins: [
      forgetStamp("programs"),
      delaySchemas(),
      copyMigrations(),
      copyFonts(),
      listPackages("main"),
      removeLeftOvers("out/main"),
    ],
  },
  preload: {
    build: {
      // A sandboxed preload can load nothing but Electron: it is one CommonJS file with everything in it.
      externalizeDeps: false,
      minify: true,
      rolldownOptions: {
        input: { index: "src/preload/index.ts" },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
    plugins: [forgetStamp("programs"), reduceContractToNames(), listPackages("preload")],
  },
  renderer: {
    root: "src/renderer",
    plugins: [forgetStamp("page"), react(), checkMantineStyles(), listPackages("renderer")],
    build: {
      outDir: join(import.meta.dirname, "out/renderer"),
      // electron-vite leaves it out by default; the page is parsed at every start, and in a browser travels as well.
      minify: true,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        input: join(import.meta.dirname, "src/renderer/index.html"),
        // What every start loads is two files and not a hundred, each of which has its way from the host. Left to itself, the bundler puts what a
        // screen shares with the start into a file for just those two, as if somebody could come to the screen without it.
        output: {
          codeSplitting: {
            groups: [
              { debugName: "start", name: loadedWith("src/renderer/app/start.ts", "start"), priority: 2 },
              { debugName: "main", name: loadedWith("src/renderer/app/main.tsx", "main"), priority: 1 },
            ],
          },
        },
      },
    },
  },
} as const satisfies UserConfig;

/** `scripts/lib/build.mjs` makes one part at a time, and names its targets; by hand, everything is built. */
const wanted = process.env["COUNTINGHOUSE_BUILD_TARGETS"]?.split(",");

export default defineConfig(
  wanted ? Object.fromEntries(Object.entries(targets).filter(([target]) => wanted.includes(target))) : targets,
);

/**
 * Names the file of all that a module loads with itself. The module stays out of it: the page's first one waits for what it loads later, which must
 * not wait for it in turn.
 */
function loadedWith(modulePath: string, name: string): Rolldown.CodeSplittingNameFunction {
  const top = normalizePath(join(import.meta.dirname, modulePath));
  const loaded = new Set<string>();
  return (id, modules) => {
    const waiting = loaded.size === 0 ? [top] : [];
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      if (loaded.has(each)) continue;
      loaded.add(each);
      waiting.push(...(modules.getModuleInfo(each)?.importedIds ?? []));
    }
    return id !== top && loaded.has(id) ? name : null;
  };
}

/** What stands in `out/<part>.sha256` tells what the last build was made of, so it goes as soon as another begins. */
function forgetStamp(part: string): Plugin {
  return {
    name: "countinghouse:forget-stamp",
    buildStart: () => rmSync(`out/${part}.sha256`, { force: true }),
  };
}

/** Compares what `app/mantine.css` lists with the components that are in the page, which a missing style would leave bare. */
function checkMantineStyles(): Plugin {
  const folder = "node_modules/@mantine/core/styles";
  const classesIn = (text: string) => new Set(text.match(/\bm_[0-9a-z]+/gu));
  return {
    name: "countinghouse:check-mantine-styles",
    generateBundle(_options, bundle) {
      const listed = readFileSync("src/renderer/app/mantine.css", "utf8");
      const used = classesIn(
        Object.values(bundle)
          .map((file) => (file.type === "chunk" ? file.code : ""))
          .join("\n"),
      );
      for (const name of readdirSync(folder).filter((each) => each.endsWith(".css") && !each.endsWith(".layer.css"))) {
        const classes = classesIn(readFileSync(join(folder, name), "utf8"));
        const isUsed = classes.size === 0 || [...classes].some((each) => used.has(each));
        if (isUsed !== listed.includes(`/${name}"`)) {
          this.error(
            `src/renderer/app/mantine.css ${isUsed ? "lacks" : "has no need of"} @mantine/core/styles/${name}.`,
          );
        }
      }
    },
  };
}

/** Writes down whose packages are in what was bundled, so that their licences can go with it: `out/packages/<target>.json`. */
function listPackages(target: string): Plugin {
  return {
    name: "countinghouse:list-packages",
    writeBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) =>
        file.type === "chunk" ? file.moduleIds : file.originalFileNames,
      );
      const folders = modules.flatMap(
        (id) => /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/u.exec(id)?.[0] ?? [],
      );
      mkdirSync("out/packages", { recursive: true });
      writeFileSync(`out/packages/${target}.json`, JSON.stringify([...new Set(folders)].toSorted(), null, 2));
    },
  };
}

/** Puts the numbered migrations, and the functions of a schema on a server, where the compiled storage looks for them: in the folder beside it. */
function copyMigrations(): Plugin {
  return {
    name: "countinghouse:copy-migrations",
    generateBundle() {
      for (const name of readdirSync(migrationsDirectory)) {
        if (!name.endsWith(".sql")) continue;
        const source = readFileSync(join(migrationsDirectory, name));
        this.emitFile({ type: "asset", fileName: `migrations/${name}`, source });
      }
      for (const fileName of ["functions.sql", "host-role.sql"])
        this.emitFile({ type: "asset", fileName, source: readFileSync(`${serverScripts}/${fileName}`) });
    },
  };
}

/**
 * Removes what an earlier build has put there and this one has not. The folder is not emptied before, so a program that runs from it, such as a test,
 * finds its migrations and its threads' modules for as long as the build takes.
 */
function removeLeftOvers(folder: string): Plugin {
  return {
    name: "countinghouse:remove-left-overs",
    writeBundle(_options, bundle) {
      const written = new Set(Object.keys(bundle).map((name) => join(folder, name)));
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile() && !written.has(path)) rmSync(path);
      }
    },
  };
}

/** Puts the fonts of the paper beside the module that reads them. */
function copyFonts(): Plugin {
  return {
    name: "countinghouse:copy-fonts",
    generateBundle() {
      for (const name of readdirSync(fontsDirectory)) {
        const source = readFileSync(join(fontsDirectory, name));
        this.emitFile({ type: "asset", fileName: `fonts/${name}`, source });
      }
    },
  };
}

/**
 * The preload asks the contract for nothing but whether a name is a method's. So it gets the names instead of every schema and
 * the library behind them: a small part of the code on the page's side of the bridge, and 20 ms less before the first paint.
 */
function reduceContractToNames(): Plugin {
  const contractPath = join(import.meta.dirname, "src/shared/contract/index.ts");
  return {
    name: "countinghouse:reduce-contract-to-names",
    load: (id) =>
      normalize(id) === contractPath
        ? `const names = new Set(${JSON.stringify(methodNames)}); export const isMethodName = (name) => names.has(name);`
        : null,
  };
}

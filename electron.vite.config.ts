import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";
import type { Plugin } from "vite";
import { methodNames } from "./src/shared/contract/index.ts";

const migrationsDirectory = "src/main/storage/migrations";

export default defineConfig({
  main: {
    build: {
      // One file per module, in the folders they have in src/main: what a module looks for beside itself, it finds.
      rolldownOptions: {
        input: { index: "src/main/index.ts", "engine/worker": "src/main/engine/worker.ts" },
        output: {
          format: "es",
          preserveModules: true,
          preserveModulesRoot: "src/main",
          entryFileNames: "[name].js",
        },
      },
    },
    plugins: [copyMigrations()],
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
    plugins: [reduceContractToNames()],
  },
  renderer: {
    root: "src/renderer",
    plugins: [react()],
    build: {
      outDir: join(import.meta.dirname, "out/renderer"),
      // electron-vite leaves it out by default; the page is parsed at every start, and in a browser travels as well.
      minify: true,
      rolldownOptions: { input: join(import.meta.dirname, "src/renderer/index.html") },
    },
  },
});

/** Puts the numbered migrations where the built storage looks for them: in the folder beside it. */
function copyMigrations(): Plugin {
  return {
    name: "countinghouse:copy-migrations",
    generateBundle() {
      for (const name of readdirSync(migrationsDirectory)) {
        if (!name.endsWith(".sql")) continue;
        const source = readFileSync(join(migrationsDirectory, name));
        this.emitFile({ type: "asset", fileName: `storage/migrations/${name}`, source });
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

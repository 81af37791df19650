import { runWithShippedThreads } from "./lib/with-shipped-threads.mjs";

/*
 * `npm run bench`: what the engine does beside raw SQLite, with the threads that are shipped. See BENCHMARKS.md.
 */

await runWithShippedThreads("test", "bench", "index.ts");

import { runWithShippedThreads } from "./lib/with-shipped-threads.mjs";

/*
 * `npm run fuzz -- --seconds 60`: random calls of every method, with the threads that are shipped. See test/fuzz.
 */

await runWithShippedThreads("test", "fuzz", "index.ts");

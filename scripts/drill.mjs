import { runWithShippedThreads } from "./lib/with-shipped-threads.mjs";

/*
 * `npm run drill`: a book on a cluster of three servers, used by two hosts while servers, hosts and the network between them fail. See test/drill.
 */

await runWithShippedThreads("test", "drill", "index.ts");

import { findServerPrograms, startTestServer } from "../test/support/postgres.ts";

/**
 * What vitest does before the tests whose books are on a PostgreSQL server: start one, which need not outlive a crash of it.
 *
 * @returns {Promise<() => void>} what to do after the tests.
 */
export default async function startServer() {
  const programs = findServerPrograms();
  if (programs === null) throw new Error("There is no PostgreSQL here: install one of version 15 or later.");
  const server = await startTestServer(programs, ["fsync=off", "max_connections=200"]);
  process.env.COUNTINGHOUSE_TEST_SERVER = server.placeOf("");
  return () => server.stop();
}

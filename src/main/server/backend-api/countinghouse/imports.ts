import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

/** Files that come in: sent in pieces, looked at, checked, and written whole or not at all. What they hold is for the job to say. */
export const importRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "POST",
    path: "/imports/files",
    asks: "imports.upload",
    object: "uploaded_file",
  }),
  contractRoute({
    method: "POST",
    path: "/imports/inspect",
    asks: "imports.inspect",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: "/imports",
    asks: "accounts.import",
    object: "started_job",
  }),
];

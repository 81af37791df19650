import type { ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

/**
 * Copies of the book. Places on the machine are named by the person at it, so no route takes one; and none restores a copy, because the
 * keys of the API are in the book that would give way.
 */
export const backupRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "GET",
    path: "/backups",
    asks: "backups.list",
    list: "copies",
    object: "backup",
  }),
  contractRoute({
    method: "POST",
    path: "/backups",
    asks: "book.backup",
    object: "started_job",
    without: ["toPath"],
  }),
  contractRoute({
    method: "GET",
    path: "/backup_plan",
    asks: "backups.plan",
    object: "backup_plan",
  }),
  contractRoute({
    method: "PATCH",
    path: "/backup_plan",
    asks: "backups.configure",
    object: "backup_plan",
    without: ["folder"],
    summary: "Changes how often the book is copied by itself.",
  }),
];

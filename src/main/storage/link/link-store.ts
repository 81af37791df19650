import type { LinkProblem, LinkView, PullStage } from "../../../shared/contract/link.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A link as the book keeps it; the key to the upstream is not in the book. */
export interface StoredLink {
  readonly id: string;
  readonly address: string;
  readonly instanceId: string | null;
  readonly createdAtMs: number;
  readonly lastContactAtMs: number | null;
  readonly lastPullAtMs: number | null;
  /** Counts pulls; what one comes upon carries its number. */
  readonly pullNumber: number;
  /** Null where none is under way. */
  readonly pullStage: PullStage | null;
  readonly pullPlace: string | null;
  /** Up to which statement all are known, by the upstream's clock; null until the first pull has read them. */
  readonly statementsThroughMs: number | null;
  readonly problem: LinkProblem | null;
}

type LinkRow = Omit<StoredLink, "problem"> & { readonly problem: string | null };

/** The link in force. */
export function findLink(book: ReadableBook): StoredLink | undefined {
  const row = book.get<LinkRow>(
    `SELECT id, address, instance_id AS instanceId, created_at_ms AS createdAtMs, last_contact_at_ms AS lastContactAtMs,
       last_pull_at_ms AS lastPullAtMs, pull_number AS pullNumber, pull_stage AS pullStage, pull_place AS pullPlace,
       statements_through_ms AS statementsThroughMs, problem
     FROM link WHERE removed_at_ms IS NULL`,
  );
  return row && { ...row, problem: row.problem === null ? null : (JSON.parse(row.problem) as LinkProblem) };
}

export function insertLink(
  book: WritableBook,
  link: Pick<StoredLink, "id" | "address" | "instanceId" | "createdAtMs">,
): void {
  const { id, address, instanceId, createdAtMs } = link;
  book.run(
    "INSERT INTO link (id, address, instance_id, created_at_ms, last_contact_at_ms) VALUES (?, ?, ?, ?, ?)",
    id,
    address,
    instanceId,
    createdAtMs,
    createdAtMs,
  );
  book.run("UPDATE book SET link_id = ?", id);
}

/** End the link in force. */
export function removeLink(book: WritableBook, removedAtMs: number): void {
  book.run("UPDATE book SET link_id = NULL");
  book.run(
    "UPDATE link SET removed_at_ms = ?, pull_stage = NULL, pull_place = NULL, problem = NULL WHERE removed_at_ms IS NULL",
    removedAtMs,
  );
}

/** Begin another pull. */
export function beginPull(book: WritableBook, stage: PullStage): void {
  book.run(
    `UPDATE link SET pull_number = pull_number + 1, pull_stage = ?, pull_place = NULL WHERE removed_at_ms IS NULL`,
    stage,
  );
}

/** Remember how far the pull under way has come. */
export function setPullPlace(book: WritableBook, stage: PullStage, place: string | null): void {
  book.run("UPDATE link SET pull_stage = ?, pull_place = ? WHERE removed_at_ms IS NULL", stage, place);
}

export function endPull(book: WritableBook, endedAtMs: number): void {
  book.run(
    "UPDATE link SET pull_stage = NULL, pull_place = NULL, last_pull_at_ms = ? WHERE removed_at_ms IS NULL",
    endedAtMs,
  );
}

/** All statements are known up to a moment of the upstream's clock. */
export function setStatementsThrough(book: WritableBook, throughMs: number): void {
  book.run("UPDATE link SET statements_through_ms = ? WHERE removed_at_ms IS NULL", throughMs);
}

export function setInstance(book: WritableBook, instanceId: string): void {
  book.run("UPDATE link SET instance_id = ? WHERE removed_at_ms IS NULL", instanceId);
}

/** Remember that the upstream answered, or why it did not. */
export function setContact(book: WritableBook, atMs: number, problem: LinkProblem | null): void {
  book.run(
    `UPDATE link SET problem = ?, last_contact_at_ms = iif(? IS NULL, ?, last_contact_at_ms) WHERE removed_at_ms IS NULL`,
    problem && JSON.stringify(problem),
    problem && problem.code,
    atMs,
  );
}

/** What the upstream has beside accounts, and how much of all of it is nothing here. */
export function countLinkedCatalog(
  book: ReadableBook,
  linkId: string,
): Pick<LinkView, "planCount" | "priceCount" | "itemCount" | "problemCount"> {
  const counts = book.get<Pick<LinkView, "planCount" | "priceCount" | "itemCount" | "problemCount">>(
    `SELECT (SELECT count(*) FROM linked_plan WHERE link_id = link.id AND gone_at_ms IS NULL) AS planCount,
       (SELECT count(*) FROM linked_price WHERE link_id = link.id) AS priceCount,
       (SELECT count(*) FROM linked_item WHERE link_id = link.id AND status <> 'ended') AS itemCount,
       (SELECT count(*) FROM linked_plan WHERE link_id = link.id AND gone_at_ms IS NULL AND problem IS NOT NULL)
         + (SELECT count(*) FROM linked_price WHERE link_id = link.id AND problem IS NOT NULL)
         + (SELECT count(*) FROM linked_item WHERE link_id = link.id AND status <> 'ended' AND problem IS NOT NULL) AS problemCount
     FROM link WHERE id = ?`,
    linkId,
  );
  return counts ?? { planCount: 0, priceCount: 0, itemCount: 0, problemCount: 0 };
}

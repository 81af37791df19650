import type { WritableBook } from "./book-handle.ts";
import { hostNumber } from "./postgres/reach-server.ts";

/**
 * Who does the work of a book that is done once, where several hosts have it open (BEHAVIOUR 13.5). A lease is its holder's until it has expired by the
 * server's clock, or until the holder's connection has ended; then it is whoever's takes it first. All of it is asked in transactions, which hosts have one
 * after the other. Only a book on a server has any of it.
 */

/** How long a host is believed that says nothing any more. */
const leaseMs = 6_000;

const serverNowMs = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

/** Whether nobody holds a lease any more: nobody else can have the lock either that a host stands by (`standAsHost`). */
const isLeft = `(work_lease.expires_at_ms <= ${serverNowMs}
  OR pg_try_advisory_xact_lock(${hostNumber("work_lease.holder")}))`;

const holderQuery = "SELECT holder FROM work_lease WHERE work = ?";

/** What a host does, or has left. */
export interface Lease {
  readonly work: string;
  readonly holder: string;
}

/** Take a lease, or keep it. @returns whether it is the host's now. */
export function takeLease(book: WritableBook, work: string): boolean {
  const row = book.get(
    `INSERT INTO work_lease (work, holder, expires_at_ms) VALUES (?, ?, ${serverNowMs} + ?)
     ON CONFLICT (work) DO UPDATE SET holder = excluded.holder, expires_at_ms = excluded.expires_at_ms
     WHERE work_lease.holder = excluded.holder OR ${isLeft} RETURNING work`,
    work,
    book.hostId,
    leaseMs,
  );
  return row !== undefined;
}

/** Whether a lease is the host's still. One that has expired is, as long as nobody has taken it. */
export function hasLease(book: Pick<WritableBook, "get">, work: string, hostId: string | null): boolean {
  return findHolder(book, work) === hostId;
}

/** Who has a lease, or has left it; undefined where there is none. */
export function findHolder(book: Pick<WritableBook, "get">, work: string): string | undefined {
  return book.get<Lease>(holderQuery, work)?.holder;
}

/** Whether another host that is alive has a lease. */
export function isHeldByOther(book: WritableBook, work: string): boolean {
  return (
    book.get(`SELECT work FROM work_lease WHERE work = ? AND holder <> ? AND NOT ${isLeft}`, work, book.hostId) !==
    undefined
  );
}

/** Keep the leases that are the host's. */
export function renewLeases(book: WritableBook): void {
  book.run(`UPDATE work_lease SET expires_at_ms = ${serverNowMs} + ? WHERE holder = ?`, leaseMs, book.hostId);
}

/** The work of which the host has the lease, and that of which nobody has it any more. */
export function listLeases(book: WritableBook): Lease[] {
  return book.all<Lease>(
    `SELECT work, holder FROM work_lease WHERE holder = ? OR ${isLeft} ORDER BY work`,
    book.hostId,
  );
}

/** Forget a lease that is the host's or nobody's. */
export function dropLease(book: WritableBook, work: string): void {
  book.run(`DELETE FROM work_lease WHERE work = ? AND (holder = ? OR ${isLeft})`, work, book.hostId);
}

/** Leave all that the host has to whoever comes next. */
export function leaveLeases(book: WritableBook): void {
  book.run("UPDATE work_lease SET expires_at_ms = 0 WHERE holder = ?", book.hostId);
}

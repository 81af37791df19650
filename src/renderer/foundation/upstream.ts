import { useContext } from "react";
import { BookContext } from "./book.ts";

/** What a linked book is linked to (BEHAVIOUR 12). */
export interface Upstream {
  /** As people call it. */
  readonly name: string;
  readonly address: string;
}

/** What people call what answers at an address: Clerk, or the host that another Countinghouse is on. */
export function upstreamName(address: string): string {
  const { host, hostname } = new URL(address);
  return /(^|\.)clerk\.(com|dev)$/u.test(hostname) ? "Clerk" : host;
}

/** What the open book is linked to; null where it is linked to nothing, and where there is no book. */
export function useUpstream(): Upstream | null {
  const address = useContext(BookContext)?.linkedTo ?? null;
  return address === null ? null : { name: upstreamName(address), address };
}

import { z } from "zod";
import type { PulledAccount } from "../../../shared/contract/link-pull.ts";
import { lastInstantMs } from "../../../shared/calendar.ts";

/*
 * Of Clerk's objects what a link reads, by the official description; whatever else they hold is passed over. An id that could not be one of
 * Clerk's is not understood: it would be asked for by its path.
 */

export const pageLimit = 500;

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,58}$`, "u"), "is not an id of Clerk's");
export const momentMs = z
  .int()
  .catch(0)
  .transform((atMs) => Math.min(Math.max(0, atMs), lastInstantMs));

export const money = z.looseObject({ amount: z.int(), currency: z.string() });

export const userList = z.array(
  z
    .looseObject({
      id: idOf("user"),
      first_name: z.string().nullish(),
      last_name: z.string().nullish(),
      username: z.string().nullish(),
      primary_email_address_id: z.string().nullish(),
      email_addresses: z.array(z.looseObject({ id: z.string().optional(), email_address: z.string() })).default([]),
      created_at: momentMs,
    })
    .transform((user): PulledAccount => {
      const primary = user.email_addresses.find(({ id }) => id === user.primary_email_address_id);
      const email = (primary ?? user.email_addresses[0])?.email_address ?? null;
      const names = [user.first_name, user.last_name].filter((part) => (part ?? "").trim() !== "");
      const name = names.length > 0 ? names.join(" ") : (email ?? user.username ?? user.id);
      return {
        upstreamId: user.id,
        kind: "user",
        name: kept(name, 200),
        contact: email === null ? null : kept(email, 320),
        createdAtMs: user.created_at,
      };
    }),
);

export const organizationPage = z.looseObject({
  data: z.array(
    z
      .looseObject({ id: idOf("org"), name: z.string(), slug: z.string().nullish(), created_at: momentMs })
      .transform(({ id, name, slug, created_at }): PulledAccount => {
        const contact = slug ?? null;
        return {
          upstreamId: id,
          kind: "organization",
          name: kept(name, 200),
          contact: contact === null ? null : kept(contact, 320),
          createdAtMs: created_at,
        };
      }),
  ),
  total_count: z.int().min(0),
});

export const countedPage = z.looseObject({ total_count: z.int().min(0) });

export const creditBalance = z.looseObject({
  object: z.literal("commerce_credit_balance"),
  balance: money.nullable(),
});

export const creditLedger = z.looseObject({
  object: z.literal("commerce_credit_ledger"),
  id: z.string().min(1).max(200),
  amount: money,
});

/** As a book can keep it: no half of a character, and no longer than it holds. */
export function kept(text: string, maximumLength: number): string {
  return text.toWellFormed().replaceAll("\0", "").trim().slice(0, maximumLength).toWellFormed();
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { teamOrigin } from "../hosts/team-address.ts";

/** What whoever looks after the machine decides for all who work on it. */
const policy = z.strictObject({
  updates: z.union([z.literal("forbidden"), z.strictObject({ feed: z.string().max(2_000) })]).optional(),
  team: z
    .strictObject({
      /** The team's ledger that is opened where a start names no book. */
      address: z
        .string()
        .max(2_000)
        .refine(
          (address) => teamOrigin(address) !== null,
          "is the address of no team's host, which begins with https://",
        )
        .optional(),
      /** Where the certificates of the authority lie, in PEM, that vouches for the team's host beside those that the system believes. */
      certificateAuthority: z.string().min(1).max(4_096).optional(),
    })
    .optional(),
});

/** A policy that cannot be read forbids: nobody knows what it would have allowed. */
export type Policy = z.infer<typeof policy> | { readonly unreadableBecause: string };

/** Where the policy lies: in a folder that only administrators can write to. */
export function policyPath(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  switch (platform) {
    case "win32":
      return join(environment["ProgramData"] ?? "C:\\ProgramData", "Countinghouse", "policy.json");
    case "darwin":
      return "/Library/Application Support/Countinghouse/policy.json";
    default:
      return "/etc/countinghouse/policy.json";
  }
}

/** Reads the policy. Without a file nothing is decided. */
export function readPolicy(path: string): Policy {
  try {
    return policy.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    return { unreadableBecause: reason };
  }
}

/** What the policy says of a team's ledger; nothing where it cannot be read, and then Chromium alone says which hosts are believed. */
export function readTeamPolicy(path: string): NonNullable<z.infer<typeof policy>["team"]> {
  const read = readPolicy(path);
  if (!("unreadableBecause" in read)) return read.team ?? {};
  console.error(`the policy in ${path} is not followed: ${read.unreadableBecause}`);
  return {};
}

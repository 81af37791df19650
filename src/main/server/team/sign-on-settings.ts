import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { roles, type Role } from "../../../shared/contract/rights.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** Somebody may listen between two machines, and not on one. */
function isSecure(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && /^(?:127\.0\.0\.1|\[::1\]|localhost)$/u.test(hostname));
}

const groupNames = z.array(z.string().min(1).max(500)).min(1);

const settingsFile = z.strictObject({
  /** As the provider's tokens name it. */
  issuer: z.url().refine(isSecure, { error: "is not an address with https" }),
  clientId: z.string().min(1).max(500),
  /** A file that holds the secret and nothing else, beside this one where it is no whole path; left out: a client without one. */
  clientSecretFile: z.string().min(1).optional(),
  /** What people call the provider, on the button. */
  name: z.string().trim().min(1).max(60),
  scopes: z.array(z.string().regex(/^[!#-[\]-~]+$/u)).default(["profile", "email"]),
  /** The claim that lists somebody's groups; several names lead to one that lies in others. */
  groupsClaim: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).default("groups"),
  /** Which groups have which role. */
  groups: z.partialRecord(z.enum(roles), groupNames).refine((groups) => Object.keys(groups).length > 0, {
    error: "gives nobody a role",
  }),
  allowsPassphrases: z.boolean().default(true),
});

/** How a host lets people in by single sign-on: by whose word, and with which roles. */
export interface SignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly name: string;
  readonly scopes: readonly string[];
  /** The names that lead to the claim with the groups. */
  readonly groupsPath: readonly string[];
  readonly groups: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly allowsPassphrases: boolean;
}

/** Read the file that `--sign-on` names. @throws AppError `sign_on_invalid` with what is wrong with it. */
export function readSignOnSettings(path: string): SignOnSettings {
  const { clientSecretFile, groupsClaim, ...settings } = parse(path);
  return {
    ...settings,
    clientSecret: clientSecretFile === undefined ? null : read(resolve(dirname(path), clientSecretFile)).trim(),
    groupsPath: typeof groupsClaim === "string" ? [groupsClaim] : groupsClaim,
  };
}

/** The role that somebody's groups give: the one that may most of them. Null where they give none. */
export function roleOfGroups(
  groups: readonly string[],
  { groups: groupsOf }: Pick<SignOnSettings, "groups">,
): Role | null {
  const own = new Set(groups);
  return roles.findLast((role) => groupsOf[role]?.some((group) => own.has(group))) ?? null;
}

function parse(path: string): z.infer<typeof settingsFile> {
  let content: unknown;
  try {
    content = JSON.parse(read(path));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      "sign_on_invalid",
      sentence("{path} is not JSON: {reason}.", { path, reason: (error as Error).message }),
    );
  }
  const settings = settingsFile.safeParse(content);
  if (settings.success) return settings.data;
  const [issue] = settings.error.issues;
  throw new AppError(
    "sign_on_invalid",
    sentence("{path}: {field} {problem}.", { path, field: issue?.path.join(".") ?? "", problem: issue?.message ?? "" }),
  );
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new AppError(
      "sign_on_invalid",
      sentence("{path} cannot be read ({code}).", { path, code: (error as NodeJS.ErrnoException).code ?? "" }),
    );
  }
}

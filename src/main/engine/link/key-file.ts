import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import type { SystemSealer } from "../engine.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { deriveKey, type PassphraseCost } from "../passphrase.ts";

/*
 * The key to an upstream, in a file beside the book that only its user may read, and there only encrypted: under a passphrase, or by the
 * system's key store. Each is sealed together with the address that it may be sent to: whoever can write the book cannot have it sent elsewhere.
 */

const base64 = z.base64();
const keyFile = z.discriminatedUnion("sealedBy", [
  z.strictObject({ version: z.literal(1), sealedBy: z.literal("system"), sealed: base64 }),
  z.strictObject({
    version: z.literal(1),
    sealedBy: z.literal("passphrase"),
    logCost: z.int().min(1).max(20),
    blockSize: z.int().min(1).max(32),
    parallelization: z.int().min(1).max(16),
    salt: base64,
    nonce: base64,
    tag: base64,
    sealed: base64,
  }),
]);
type KeyFile = z.infer<typeof keyFile>;

const content = z.strictObject({ address: z.string(), secretKey: z.string() });
/** A key with the one address that it is for. */
export type UpstreamKey = z.infer<typeof content>;

/** A file that is longer was not written by us. */
const lengthLimitBytes = 8192;
const algorithm = "aes-256-gcm";

const pathOf = (bookPath: string): string => `${bookPath}.link`;

export function hasKeyFile(bookPath: string): boolean {
  return existsSync(pathOf(bookPath));
}

export function removeKeyFile(bookPath: string): void {
  rmSync(pathOf(bookPath), { force: true });
}

/** A key that is sealed and not kept yet. */
export type SealedKey = KeyFile;

/** Seal a key by the system's key store. @throws AppError `link_passphrase_missing` where that does not take it. */
export function sealBySystem(key: UpstreamKey, sealer: SystemSealer): SealedKey {
  try {
    return { version: 1, sealedBy: "system", sealed: sealer.seal(JSON.stringify(key)) };
  } catch {
    throw new AppError("link_passphrase_missing", sentence("The system's key store does not take the key."));
  }
}

/** Seal a key under a passphrase. */
export async function sealUnderPassphrase(
  key: UpstreamKey,
  passphrase: string,
  cost: PassphraseCost,
): Promise<SealedKey> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(algorithm, await deriveKey(passphrase, salt, cost), nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(key), "utf8"), cipher.final()]);
  return {
    version: 1,
    sealedBy: "passphrase",
    ...cost,
    salt: salt.toString("base64"),
    nonce: nonce.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
    sealed: sealed.toString("base64"),
  };
}

/** The key that the system's key store opens; null where it is under a passphrase, or there is none that can be opened. */
export function openBySystem(bookPath: string, sealer: SystemSealer | null): UpstreamKey | null {
  const kept = read(bookPath);
  if (kept?.sealedBy !== "system" || sealer === null) return null;
  try {
    return content.parse(JSON.parse(sealer.open(kept.sealed)));
  } catch {
    // Sealed on another machine, or by another user: the key has to be given anew.
    return null;
  }
}

/** @throws AppError `link_locked` where there is no key under a passphrase; `link_passphrase_wrong`. */
export async function openWithPassphrase(bookPath: string, passphrase: string): Promise<UpstreamKey> {
  const kept = read(bookPath);
  if (kept?.sealedBy !== "passphrase") {
    throw new AppError("link_locked", sentence("There is no key under a passphrase beside the book."));
  }
  try {
    const secret = await deriveKey(passphrase, Buffer.from(kept.salt, "base64"), kept);
    const decipher = createDecipheriv(algorithm, secret, Buffer.from(kept.nonce, "base64"));
    decipher.setAuthTag(Buffer.from(kept.tag, "base64"));
    const opened = Buffer.concat([decipher.update(Buffer.from(kept.sealed, "base64")), decipher.final()]);
    return content.parse(JSON.parse(opened.toString("utf8")));
  } catch {
    throw new AppError("link_passphrase_wrong", sentence("The key does not open with this passphrase."));
  }
}

/** Written under another name for this user alone and then moved, so that it is never half there and never for others to read. */
export function keepKey(bookPath: string, file: SealedKey): void {
  const draftPath = `${pathOf(bookPath)}.${process.pid}`;
  rmSync(draftPath, { force: true });
  writeFileSync(draftPath, `${JSON.stringify(file)}\n`, { mode: 0o600, flag: "wx" });
  renameSync(draftPath, pathOf(bookPath));
}

/** Null where there is none, where others could have written it, and where it is something else. */
function read(bookPath: string): KeyFile | null {
  try {
    const file = openSync(pathOf(bookPath), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { uid, mode, size } = fstatSync(file);
      const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
      if (!isOurs || size > lengthLimitBytes) return null;
      return keyFile.parse(JSON.parse(readFileSync(file, "utf8")));
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { bech32 } from "@scure/base";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** How a copy is encrypted, in the age format: for whoever knows a passphrase, or for whoever has one of some keys. */
export type CopyEncryption = { readonly passphrase: string } | { readonly recipients: readonly string[] };

/** What may open a copy that is encrypted. */
export interface CopyKeys {
  readonly passphrase: string | null;
  /** Secret keys, `AGE-SECRET-KEY-1…`. */
  readonly identities: readonly string[];
}

const intro = "age-encryption.org/v1\n";

/** Whether a file is encrypted in the age format, by how it begins. */
export function isEncrypted(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const start = Buffer.alloc(intro.length);
  const file = openSync(path, "r");
  try {
    readSync(file, start);
  } finally {
    closeSync(file);
  }
  return start.toString("latin1") === intro;
}

/**
 * Public keys that every version of age opens with the secret one: `age1…`, X25519.
 *
 * @throws AppError `recipient_invalid` where one is mistyped, or is another kind of key.
 */
export function requireRecipients(recipients: readonly string[]): void {
  for (const recipient of recipients) {
    const decoded = bech32.decodeUnsafe(recipient);
    const bytes = decoded && bech32.fromWordsUnsafe(decoded.words);
    if (decoded?.prefix === "age" && bytes?.length === 32) continue;
    throw new AppError(
      "recipient_invalid",
      sentence('"{beginning}…" is no public key of age.', { beginning: recipient.slice(0, 16) }),
    );
  }
}

/**
 * Encrypt a file into another one, piece by piece.
 *
 * @param targetPath where no file is; only its owner may read it.
 * @param onPiece told how many bytes were read since the last; what it throws ends the work.
 */
export async function encryptFile(
  sourcePath: string,
  targetPath: string,
  encryption: CopyEncryption,
  onPiece: (bytes: number) => void,
): Promise<void> {
  // Loaded with the first copy that is encrypted, because whoever starts the program waits for all that is loaded before.
  const { Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  if ("passphrase" in encryption) encrypter.setPassphrase(encryption.passphrase);
  else for (const recipient of encryption.recipients) encrypter.addRecipient(recipient);
  const encrypted = await encrypter.encrypt(toWeb(createReadStream(sourcePath)));
  await writeStream(encrypted, targetPath, onPiece);
}

/**
 * Decrypt a file into another one, piece by piece.
 *
 * @param targetPath where no file is; only its owner may read it. Where this throws, there may be a part of it.
 * @throws AppError `backup_encrypted` where no key is given; `backup_key_wrong` where none of them opens it; `backup_changed` where
 * the file is not what was encrypted.
 */
export async function decryptFile(sourcePath: string, targetPath: string, keys: CopyKeys): Promise<void> {
  const { passphrase, identities } = keys;
  if (passphrase === null && identities.length === 0) {
    throw new AppError("backup_encrypted", sentence("{sourcePath} is encrypted.", { sourcePath }));
  }
  const { Decrypter } = await import("age-encryption");
  const decrypter = new Decrypter();
  const wrongKey = new AppError(
    "backup_key_wrong",
    sentence("{sourcePath} is encrypted, and what was given does not open it.", { sourcePath }),
  );
  const source = createReadStream(sourcePath);
  try {
    if (passphrase !== null) decrypter.addPassphrase(passphrase);
    for (const identity of identities) decrypter.addIdentity(identity);
  } catch {
    throw wrongKey;
  }
  const decrypted = await decrypter.decrypt(toWeb(source)).catch(() => {
    source.destroy();
    throw wrongKey;
  });
  try {
    await writeStream(decrypted, targetPath, () => undefined);
  } catch (error) {
    // What the disk refuses has a code of its own; what age refuses is a piece that does not prove itself, or that is missing.
    if (error instanceof Error && "code" in error) throw error;
    throw new AppError(
      "backup_changed",
      sentence("{sourcePath} is not what it was when it was made: it is damaged, or cut off.", { sourcePath }),
    );
  }
}

type Bytes = ReadableStream<Uint8Array>;

const toWeb = (stream: Readable): Bytes => Readable.toWeb(stream) as Bytes;

async function writeStream(content: Bytes, targetPath: string, onPiece: (bytes: number) => void): Promise<void> {
  const counted = async function* (pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      onPiece(piece.length);
      yield piece;
    }
  };
  await pipeline(content, counted, createWriteStream(targetPath, { flags: "wx", mode: 0o600, flush: true }));
}

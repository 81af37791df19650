import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";

/*
 * Passphrases as hashes that cost whoever guesses 32 MB and some tenths of a second a guess (BEHAVIOUR 11.7). scrypt is what every Node
 * has, Electron's as well; the parameters are OWASP's for it.
 */

/** What a hash costs in time and memory. */
export interface PassphraseCost {
  /** Of the base 2. */
  readonly logCost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

export const recommendedCost: PassphraseCost = { logCost: 15, blockSize: 8, parallelization: 3 };
/** A hash that asks for more than that was put there by somebody who wants the machine to stand still. */
const memoryLimitBytes = 256 * 1024 * 1024;
const saltBytes = 16;
const hashBytes = 32;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** @returns the hash with its salt and parameters, in PHC form: `$scrypt$ln=15,r=8,p=3$salt$hash`. */
export async function hashPassphrase(passphrase: string, cost: PassphraseCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const { logCost, blockSize, parallelization } = cost;
  const hash = await hashWith(passphrase, salt, cost);
  return `$scrypt$ln=${logCost},r=${blockSize},p=${parallelization}$${toText(salt)}$${toText(hash)}`;
}

/**
 * Whether a passphrase is the one that was hashed.
 *
 * @param stored null where there is none; then it takes as long as the cost says, so that nobody is told by that.
 */
export async function isPassphraseOf(
  stored: string | null,
  passphrase: string,
  cost: PassphraseCost,
): Promise<boolean> {
  const known = stored === null ? null : read(stored);
  const given = await hashWith(passphrase, known?.salt ?? Buffer.alloc(saltBytes), known ?? cost);
  return known !== null && timingSafeEqual(given, known.hash);
}

/** A key for a cipher, which only this passphrase makes. */
export function deriveKey(passphrase: string, salt: Buffer, cost: PassphraseCost): Promise<Buffer> {
  return hashWith(passphrase, salt, cost);
}

function hashWith(
  passphrase: string,
  salt: Buffer,
  { logCost, blockSize, parallelization }: PassphraseCost,
): Promise<Buffer> {
  const options = { N: 2 ** logCost, r: blockSize, p: parallelization, maxmem: memoryLimitBytes };
  // The same letters, however the keyboard puts them together.
  return derive(passphrase.normalize("NFC"), salt, hashBytes, options);
}

function read(stored: string): (PassphraseCost & { readonly salt: Buffer; readonly hash: Buffer }) | null {
  const parts = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/u.exec(
    stored,
  );
  if (!parts) return null;
  const [, logCost, blockSize, parallelization, salt = "", hash = ""] = parts;
  return {
    logCost: Number(logCost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

/** Base64 without padding, as the form has it. */
const toText = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** The way in for programs of the same user, such as the command line, which read the secret in the file beside the book. */
export interface ProgramDoor {
  readonly secret: string;
  /** @param authorization the request's header, as it came. */
  admits(authorization: string): boolean;
}

/** A new secret of 256 bits, for one run of a host. Digests are compared: of equal length, so it takes the same time always. */
export function createProgramDoor(): ProgramDoor {
  const secret = randomBytes(32).toString("base64url");
  const digestOf = (text: string): Buffer => createHash("sha256").update(text).digest();
  const wanted = digestOf(`Bearer ${secret}`);
  return { secret, admits: (authorization) => timingSafeEqual(digestOf(authorization), wanted) };
}

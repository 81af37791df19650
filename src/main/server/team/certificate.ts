import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** With so little left somebody has to see to the next one. */
const soonMs = 14 * 24 * 60 * 60_000;

export interface CertificateFiles {
  /** PEM: the host's own certificate first, then those between it and its authority. */
  readonly certificatePath: string;
  readonly keyPath: string;
}

/** What a host shows of itself, as a TLS server takes it. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** The names that it is for; none with a wildcard. */
  readonly names: readonly string[];
  /** Until when it is good, or since when it is not, in words; null where that is long. */
  readonly warning: string | null;
}

/** @throws AppError `certificate_invalid` with what is wrong with which file. */
export function readCertificate({ certificatePath, keyPath }: CertificateFiles, nowMs: number): Certificate {
  const cert = readPem(certificatePath);
  const key = readPem(keyPath);
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(cert);
  } catch {
    throw new AppError(
      "certificate_invalid",
      sentence("{certificatePath} holds no certificate in PEM.", { certificatePath }),
    );
  }
  try {
    if (!parsed.checkPrivateKey(createPrivateKey(key))) throw new Error("another one's");
    // What OpenSSL thinks too weak is found here, and not with the first browser.
    createSecureContext({ cert, key, minVersion: "TLSv1.2" });
  } catch (error) {
    const why = (error as Error).message;
    throw new AppError(
      "certificate_invalid",
      sentence("{keyPath} is not the key of {certificatePath}: {why}.", { keyPath, certificatePath, why }),
    );
  }
  return { cert, key, names: namesOf(parsed), warning: warningOf(parsed, certificatePath, nowMs) };
}

/** When the files were last written, to see that there are others. */
export function stampOf({ certificatePath, keyPath }: CertificateFiles): string {
  return [certificatePath, keyPath]
    .map((path) => {
      const { mtimeMs, size } = statSync(path);
      return `${mtimeMs} ${size}`;
    })
    .join(", ");
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new AppError("certificate_invalid", sentence("{path} cannot be read ({code}).", { path, code }));
  }
}

function namesOf({ subjectAltName = "" }: X509Certificate): string[] {
  return subjectAltName
    .split(", ")
    .flatMap((entry) => /^(?:DNS|IP Address):([^*]+)$/u.exec(entry)?.[1]?.toLowerCase() ?? []);
}

function warningOf({ validFromDate, validToDate }: X509Certificate, path: string, nowMs: number): string | null {
  const until = validToDate.toISOString();
  if (validToDate.getTime() <= nowMs) return `The certificate in ${path} expired at ${until}: browsers refuse it.`;
  if (validFromDate.getTime() > nowMs) {
    return `The certificate in ${path} is good from ${validFromDate.toISOString()} only, by this machine's clock: browsers may refuse it.`;
  }
  return validToDate.getTime() - nowMs < soonMs ? `The certificate in ${path} expires at ${until}.` : null;
}

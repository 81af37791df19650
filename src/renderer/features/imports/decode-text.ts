/** The text of a file, or why it is not text this book can take. */
export type DecodedText = { readonly ok: true; readonly text: string } | { readonly ok: false };

/**
 * Read bytes as UTF-8, with or without a byte order mark. Bytes that are not UTF-8 are refused here instead of being
 * replaced: a replacement character in a customer's name would be imported without anyone noticing.
 */
export function decodeText(bytes: ArrayBuffer): DecodedText {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false };
  }
}

const commonLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Bytes in base64, with its padding. Written out, because the page and Node have no function for it that both know. */
export function toBase64(bytes: Uint8Array): string {
  const text = encode(bytes, `${commonLetters}+/`);
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

/** Bytes in the base64 of addresses and names of files, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return encode(bytes, `${commonLetters}-_`);
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let text = "";
  let pending = 0;
  let pendingBits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    pendingBits += 8;
    while (pendingBits >= 6) {
      pendingBits -= 6;
      text += alphabet[(pending >> pendingBits) & 63];
      pending &= (1 << pendingBits) - 1;
    }
  }
  return pendingBits === 0 ? text : text + alphabet[(pending << (6 - pendingBits)) & 63];
}

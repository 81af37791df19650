import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

function bytes(...values: number[]): ArrayBuffer {
  return new Uint8Array(values).buffer;
}

describe("decoding a chosen file", () => {
  it("takes UTF-8 and leaves a byte order mark out", () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa5))).toEqual({ ok: true, text: "å" });
  });

  it("refuses Latin-1 rather than importing a damaged name", () => {
    expect(decodeText(bytes(0x5a, 0x6f, 0xeb))).toEqual({ ok: false });
  });

  it("refuses the bytes of a picture", () => {
    expect(decodeText(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toEqual({ ok: false });
  });
});

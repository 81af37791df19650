import type { Logo } from "../../../shared/contract/book.ts";

const maximumLogoBytes = 256 * 1024;
/** More could be printed by nobody, and would be unpacked for every paper. */
const maximumPixels = 4_000_000;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * What kind of picture some bytes are, by what they begin with and by how large they say it is.
 *
 * @returns null where they are no picture for the paper.
 */
export function logoMediaType(content: Uint8Array): Logo["mediaType"] | null {
  if (content.length === 0 || content.length > maximumLogoBytes) return null;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const size = pngSize(content, view) ?? jpegSize(view);
  if (size === null || size.width === 0 || size.height === 0 || size.width * size.height > maximumPixels) return null;
  return size.mediaType;
}

interface PictureSize {
  readonly mediaType: Logo["mediaType"];
  readonly width: number;
  readonly height: number;
}

/** A PNG begins with its signature and then with the chunk that has its size. */
function pngSize(content: Uint8Array, view: DataView): PictureSize | null {
  const headBytes = 24;
  if (content.length < headBytes || !pngSignature.every((byte, index) => content[index] === byte)) return null;
  return { mediaType: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

const startOfImage = 0xffd8;
/** The markers of the frame that has the size: all from C0 to CF but three that are tables. */
const isFrame = (marker: number) => marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);

/** A JPEG is a row of segments, each with its length; one of them has the size. */
function jpegSize(view: DataView): PictureSize | null {
  if (view.byteLength < 4 || view.getUint16(0) !== startOfImage) return null;
  let at = 2;
  while (at + 10 <= view.byteLength) {
    const marker = view.getUint16(at);
    if (marker >> 8 !== 0xff) return null;
    // Four colours are those of a printing press, which no screen shows as they are meant.
    if (isFrame(marker) && view.getUint8(at + 9) === 4) return null;
    if (isFrame(marker))
      return { mediaType: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

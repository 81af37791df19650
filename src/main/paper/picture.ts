import type { DecodedPng } from "fast-png";
import { loadFastPng } from "./libraries.ts";

/**
 * A picture as a PDF takes it: a JPEG as it is, a PNG without its transparency, which paper does not have.
 *
 * @throws Error where the bytes are no whole picture, or one of a kind that is hardly met.
 */
export function printablePicture(content: Uint8Array): Uint8Array {
  const isJpeg = content[0] === 0xff;
  return isJpeg ? content : onWhite(loadFastPng().decode(content, { checkCrc: true }));
}

function onWhite(picture: DecodedPng): Uint8Array {
  const { width, height } = picture;
  const { values, channels, most } = samplesOf(picture);
  const hasAlpha = channels % 2 === 0;
  const colors = hasAlpha ? channels - 1 : channels;
  const flat = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * channels;
    const share = hasAlpha ? (values[at + colors] ?? 0) / most : 1;
    for (let color = 0; color < 3; color += 1) {
      const value = (values[at + (colors === 1 ? 0 : color)] ?? 0) / most;
      flat[pixel * 3 + color] = Math.round(255 * (value * share + 1 - share));
    }
  }
  return loadFastPng().encode({ width, height, data: flat, depth: 8, channels: 3 });
}

/** The picture's values, so many for each pixel, and the largest that one can be. */
function samplesOf(picture: DecodedPng) {
  const { palette, data, depth, channels } = picture;
  if (palette)
    return { values: loadFastPng().convertIndexedToRgb(picture), channels: palette[0]?.length ?? 3, most: 255 };
  if (depth < 8) throw new Error("Greys of less than eight bits are not read");
  return { values: data, channels, most: depth === 16 ? 65_535 : 255 };
}

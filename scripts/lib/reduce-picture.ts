import { readFileSync, writeFileSync } from "node:fs";
import { decode, encode } from "fast-png";

/** Enough for a screen with a chart and its letters. */
const paletteSize = 128;

/** Colours are put together that differ in what five bits of each channel do not say. */
const bucketOf = (red: number, green: number, blue: number): number =>
  ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);

/**
 * Write a picture anew with the colours that it has most of, which a screen has few of: a quarter of the bytes, and nothing that anybody
 * sees.
 */
export function reducePicture(path: string): void {
  const { width, height, data, channels, palette } = decode(readFileSync(path));
  if (palette) return;
  const buckets = new Map<number, { count: number; red: number; green: number; blue: number }>();
  const bucketAt = (at: number) => bucketOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  for (let at = 0; at < data.length; at += channels) {
    const key = bucketAt(at);
    const bucket = buckets.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    bucket.count += 1;
    bucket.red += data[at] ?? 0;
    bucket.green += data[at + 1] ?? 0;
    bucket.blue += data[at + 2] ?? 0;
    buckets.set(key, bucket);
  }
  const colours = [...buckets]
    .toSorted(([, one], [, other]) => other.count - one.count)
    .slice(0, paletteSize)
    .map(([, { count, ...sums }]) => [sums.red, sums.green, sums.blue].map((sum) => Math.round(sum / count))) as [
    number,
    number,
    number,
  ][];
  const indexOf = new Map([...buckets].map(([key, bucket]) => [key, nearest(colours, bucket)]));
  const indexes = new Uint8Array(width * height);
  for (let pixel = 0; pixel < indexes.length; pixel += 1) indexes[pixel] = indexOf.get(bucketAt(pixel * channels)) ?? 0;
  writeFileSync(
    path,
    encode({ width, height, data: indexes, depth: 8, channels: 1, palette: colours }, { zlib: { level: 9 } }),
  );
}

function nearest(
  colours: readonly (readonly [number, number, number])[],
  { count, red, green, blue }: { count: number; red: number; green: number; blue: number },
): number {
  let best = 0;
  let bestDistance = Infinity;
  for (const [index, colour] of colours.entries()) {
    const distance =
      (colour[0] - red / count) ** 2 + (colour[1] - green / count) ** 2 + (colour[2] - blue / count) ** 2;
    if (distance >= bestDistance) continue;
    best = index;
    bestDistance = distance;
  }
  return best;
}

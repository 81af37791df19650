import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { ensureChromium } from "./lib/chromium.mjs";
import { inProject } from "./lib/project.mjs";

/*
 * `node scripts/make-icons.ts`: makes the icons of every system from the two drawings in `resources`. What comes out is kept in the
 * repository, because a machine that makes installers need not have a browser.
 */

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;

/** Windows takes PNG in its icons from 256 pixels down. */
const windowsSizes = [16, 24, 32, 48, 64, 256] as const;

/** macOS names each size by four letters; those with two sizes' worth of points are for fine screens. */
const appleTypes = [
  ["icp4", 16],
  ["icp5", 32],
  ["ic11", 32],
  ["icp6", 64],
  ["ic12", 64],
  ["ic07", 128],
  ["ic08", 256],
  ["ic13", 256],
  ["ic09", 512],
  ["ic14", 512],
  ["ic10", 1024],
] as const;

/** An `.ico`: a table of pictures, then the pictures. A size of 256 is written as 0. */
function toWindowsIcon(pictures: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = 6 + 16 * pictures.length;
  const entries = pictures.map(({ size, png }) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...pictures.map(({ png }) => png)]);
}

/** An `.icns`: pictures in a row, each with its type and length. */
function toAppleIcon(pictures: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const parts = pictures.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, "latin1");
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write("icns", "latin1");
  head.writeUInt32BE(8 + parts.reduce((length, part) => length + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

const browser = await chromium.launch({ executablePath: await ensureChromium(process.execPath) });
const page = await browser.newPage();

async function paint(drawing: string, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  return await page.screenshot({ omitBackground: true });
}

for (const name of ["icon", "book"]) {
  const drawing = readFileSync(inProject("resources", `${name}.svg`), "utf8");
  const painted = new Map<number, Buffer>();
  for (const size of [...linuxSizes, 1024]) painted.set(size, await paint(drawing, size));
  const pngOf = (size: number): Buffer => painted.get(size) ?? Buffer.alloc(0);
  mkdirSync(inProject("resources", "icons"), { recursive: true });
  for (const size of linuxSizes) writeFileSync(inProject("resources", "icons", `${name}-${size}.png`), pngOf(size));
  const windows = toWindowsIcon(windowsSizes.map((size) => ({ size, png: pngOf(size) })));
  writeFileSync(inProject("resources", "icons", `${name}.ico`), windows);
  const apple = toAppleIcon(appleTypes.map(([type, size]) => ({ type, png: pngOf(size) })));
  writeFileSync(inProject("resources", "icons", `${name}.icns`), apple);
}
await browser.close();

import { readFileSync, writeFileSync } from "node:fs";
import type { Rectangle } from "electron";
import { z } from "zod";

const windowPlacement = z.strictObject({
  bounds: z.strictObject({
    x: z.int(),
    y: z.int(),
    width: z.int().min(400).max(20_000),
    height: z.int().min(300).max(20_000),
  }),
  isMaximized: z.boolean(),
});

/** Where the window stands and how large it is. */
export type WindowPlacement = z.infer<typeof windowPlacement>;

/** At the first start the system chooses the place. */
const firstPlacement = { bounds: { width: 1280, height: 860 }, isMaximized: false } as const;

/**
 * Reads where the window was left. A file that is missing, damaged or from a screen that is gone is no reason not to open:
 * the window then stands where it stood at the first start.
 */
export function readPlacement(path: string, screens: readonly Rectangle[]): WindowPlacement | typeof firstPlacement {
  try {
    const placement = windowPlacement.parse(JSON.parse(readFileSync(path, "utf8")));
    return isWithin(placement.bounds, screens) ? placement : firstPlacement;
  } catch {
    return firstPlacement;
  }
}

/** Keeps it for the next start, where it can: a full disk is no reason for a window not to close. */
export function writePlacement(path: string, placement: WindowPlacement): void {
  try {
    writeFileSync(path, JSON.stringify(placement));
  } catch (error) {
    console.error("the window's place was not written:", error);
  }
}

/** Whether the title bar's left end can be seen and seized on one of the screens. */
function isWithin({ x, y }: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some(
    (screen) => x >= screen.x && x < screen.x + screen.width && y >= screen.y && y < screen.y + screen.height,
  );
}

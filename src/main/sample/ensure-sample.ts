import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { civilDateAt } from "../../shared/calendar.ts";
import type { SampleProgress } from "../../shared/platform.ts";
import { dataDirectory } from "../hosts/data-directory.ts";
import { buildSample, sampleTimeZone } from "./build-sample.ts";

/** As many accounts as somebody wants to look through who is only looking. */
const sampleOfLookers = { accounts: 2_000, years: 1, seed: 1 };

/**
 * The sample company's book among the person's own, which `npm start -- --sample` opens too; made where there is none yet.
 *
 * @param operator who makes it.
 * @returns its path.
 * @throws AppError whatever the book refuses; what the disk does.
 */
export async function ensureSample(operator: string, onProgress: (progress: SampleProgress) => void): Promise<string> {
  const path = join(dataDirectory(), "sample.sqlite");
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const todayOn = civilDateAt(Date.now(), sampleTimeZone);
  await buildSample(path, { ...sampleOfLookers, todayOn }, operator, (_day, daysDone, daysTotal) =>
    onProgress({ daysDone, daysTotal }),
  );
  return path;
}

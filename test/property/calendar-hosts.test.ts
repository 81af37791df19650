import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("computes every date by the same code where the host has a Temporal of its own, and to the same day", async () => {
  const script = "test/support/calendar-process.ts";
  const { stdout } = await promisify(execFile)(process.execPath, ["--harmony-temporal", script], {
    env: { ...process.env, TZ: "Asia/Tokyo" },
  });
  expect(JSON.parse(stdout)).toEqual({ uses: 0, compared: 2_400, differences: [] });
});

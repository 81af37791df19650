import { expect, test } from "vitest";
import { openerFor } from "./open-browser.ts";

test.each([
  ["darwin", {}, ["open"]],
  ["win32", {}, ["rundll32", "url.dll,FileProtocolHandler"]],
  ["linux", { DISPLAY: ":0" }, ["xdg-open"]],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open"]],
  ["linux", { DISPLAY: "" }, undefined],
  ["linux", {}, undefined],
] as const)("on %s with %j the browser is opened by %j", (platform, environment, opener) => {
  expect(openerFor(platform, environment)).toEqual(opener);
});

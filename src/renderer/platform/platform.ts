import { platformGlobalName, type Platform } from "../../shared/platform.ts";
import { createLoopbackPlatform } from "./loopback.ts";

/** What the desktop's preload put into the page; absent in a browser. */
const desktopPlatform = (globalThis as Readonly<Record<string, unknown>>)[platformGlobalName] as Platform | undefined;

/** The host that shows this page. */
export const platform: Platform = desktopPlatform ?? createLoopbackPlatform();

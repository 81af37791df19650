import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that the project lies in, whatever folder a script was started from. */
export const projectDirectory = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string[]} parts @returns {string} a path within the project. */
export const inProject = (...parts) => join(projectDirectory, ...parts);

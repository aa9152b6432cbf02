import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts */
export const inRoot = (...parts) => join(ROOT, ...parts);

/** A tool of node_modules, to be run with this Node: `[process.execPath, script]` works on Windows too. */
export const NODE_MODULES = inRoot("node_modules");
export const OUT = inRoot(".out");
export const CACHE = inRoot(".cache");
export const ARTIFACTS = inRoot(".artifacts");

export { createFormat, UNKNOWN, type Format } from "#core/format/format.ts";

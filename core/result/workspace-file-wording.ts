import { clause, say, size, type Wording } from "./wording.ts";
import type { WorkspaceFileFailureParams } from "./workspace-file-codes.ts";

export const WORKSPACE_FILE_WORDING: Wording<keyof WorkspaceFileFailureParams> = {
  "workspace_file.foreign": (p, path) =>
    say(
      `${path(p.path)} is not a CloudSpend workspace file.`,
      "Choose a file that was exported from a workspace, with the ending .cloudspend.",
    ),
  "workspace_file.damaged": (p, path) =>
    say(
      `${path(p.path)} is damaged at ${p.entry} (${clause(p.cause)}).`,
      "Ask for the file again, as nothing was taken from this one.",
    ),
  "workspace_file.newer": (p, path) =>
    say(
      `${path(p.path)} was written by a newer version, ${p.app} (format ${p.version}).`,
      "Update CloudSpend Desktop to open it.",
    ),
  "workspace_file.mismatch": (p, path) =>
    say(
      `${path(p.path)} does not add up: ${p.what} should be ${p.expected} and is ${p.actual}.`,
      "Ask for the file again, as nothing was taken from this one.",
    ),
  "key_file.foreign": (p, path) =>
    say(
      `${path(p.path)} is not a whole key file of a redacted copy.`,
      "Choose the file that was written when the copy was made, with the ending .cloudspend-key.",
    ),
  "redaction.ambiguous": (p) =>
    say(
      `Two different originals (${p.kind}) would get the same pseudonym under this key.`,
      "Make the copy with a new key.",
    ),
  "disk.too_small": (p, path) =>
    say(
      `There is too little room at ${path(p.path)}: ${size(p.neededBytes)} are needed and ${size(p.freeBytes)} are free.`,
      "Free some space or choose another disk, and try again.",
    ),
};

import type { WorkspaceFileFailureParams } from "./workspace-file-codes.ts";

export const WORKSPACE_FILE_EXAMPLES: WorkspaceFileFailureParams = {
  "workspace_file.foreign": { path: "/files/acme.cloudspend" },
  "workspace_file.damaged": {
    path: "/files/acme.cloudspend",
    entry: "catalogue.json",
    cause: "its checksum is wrong",
  },
  "workspace_file.newer": { path: "/files/acme.cloudspend", version: 2, app: "3.0.0" },
  "workspace_file.mismatch": {
    path: "/files/acme.cloudspend",
    what: "the total of 2026-10 in USD",
    expected: "10.0",
    actual: "9.0",
  },
  "key_file.foreign": { path: "/files/acme.cloudspend-key" },
  "redaction.ambiguous": { kind: "account" },
  "disk.too_small": { path: "/files", neededBytes: 12_000_000, freeBytes: 4_000_000 },
};

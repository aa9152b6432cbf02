import { parseManifest, type Manifest } from "#core/cur/manifest/manifest.ts";
import { fail } from "#core/result/failure.ts";

/** The manifest in a text, `address` naming it in failures; null for one that lists no files yet. */
export function readManifestText(text: string, address: string): Manifest | null {
  const read = parseManifest(parsed(text, address), address);
  switch (read.kind) {
    case "manifest":
      return read.manifest;
    case "empty":
      return null;
    case "invalid":
      return fail("manifest.invalid", { path: address, at: read.at });
    case "other":
      return fail("manifest.invalid", { path: address, at: "reportKeys" });
  }
}

function parsed(text: string, address: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return fail("manifest.invalid", { path: address, at: "JSON" });
  }
}

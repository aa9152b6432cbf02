import { fail } from "#core/result/failure.ts";
import type { Content } from "./content.ts";

/** Fails for content that can be no report, naming what it is; passes everything else. */
export function refuseForeign(path: string, content: Content): void {
  switch (content) {
    case "empty":
      return fail("file.empty", { path });
    case "html":
      return fail("file.html", { path });
    case "lfs":
      return fail("file.lfs_pointer", { path });
    case "binary":
      return fail("file.unknown_kind", { path }, "no");
    default:
  }
}

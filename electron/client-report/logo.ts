import { readFile, stat } from "node:fs/promises";
import { logoFile, MOST_LOGO_BYTES } from "#core/client-report/logo.ts";
import { fail } from "#core/result/failure.ts";

/** Reads a picture as `data:` address. */
export async function readLogo(path: string): Promise<string> {
  const found = await stat(path).catch(() => fail("file.not_found", { path }));
  if (!found.isFile()) fail("report.logo_refused", { path, problem: "it is no file" });
  if (found.size > MOST_LOGO_BYTES)
    fail("report.logo_refused", { path, problem: "it is larger than 500 kB" });
  const bytes = await readFile(path).catch(() => fail("file.not_found", { path }));
  const logo = logoFile(bytes);
  if (logo.kind === "refused") return fail("report.logo_refused", { path, problem: logo.why });
  return `data:${logo.type};base64,${bytes.toString("base64")}`;
}

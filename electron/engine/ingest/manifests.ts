import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseManifest, type Manifest } from "#core/cur/manifest/manifest.ts";
import type { FoundManifest } from "#core/ingest/choose-deliveries.ts";
import type { SkippedPath } from "#core/ingest/import-report.ts";
import { placesOfKey } from "#core/ingest/manifest-files.ts";
import { failure } from "#core/result/failure.ts";
import { snapshot, unreadable } from "../files/source-file.ts";
import type { Found } from "../files/walk.ts";

export type Manifests = {
  readonly found: readonly FoundManifest[];
  readonly skipped: readonly SkippedPath[];
};

const LARGEST_BYTES = 64 * 1024 * 1024;

/** Reads every manifest among the files and looks where the files it lists lie. */
export async function readManifests(files: readonly Found[]): Promise<Manifests> {
  const found: FoundManifest[] = [];
  const skipped: SkippedPath[] = [];
  const named = new Map(files.filter((file) => file.named).map(({ path }) => [basename(path), path]));
  for (const file of files.filter(({ path }) => /\.json$/i.test(path))) {
    const read = await readManifest(file.path);
    if (read.kind === "manifest") found.push(await locate(file.path, read.manifest, named));
    else if (read.kind === "empty") skipped.push(withoutFiles(file.path));
    else if (read.kind === "invalid" || file.named)
      skipped.push(invalid(file.path, read.kind === "invalid" ? read.at : "reportKeys"));
  }
  return { found, skipped };
}

async function readManifest(path: string): Promise<ReturnType<typeof parseManifest>> {
  const { sizeBytes } = await snapshot(path);
  if (sizeBytes > LARGEST_BYTES) return { kind: "other" };
  const text = await readFile(path, "utf8").catch((error: unknown) => unreadable(path, error));
  try {
    return parseManifest(JSON.parse(text.replace(/^\uFEFF/, "")), path);
  } catch {
    return /manifest/i.test(basename(path)) ? { kind: "invalid", at: "JSON" } : { kind: "other" };
  }
}

async function locate(
  path: string,
  manifest: Manifest,
  named: ReadonlyMap<string, string>,
): Promise<FoundManifest> {
  const { modifiedMs } = await snapshot(path);
  const files = [];
  for (const key of manifest.keys) {
    const beside = named.get(key.split("/").at(-1) ?? "");
    files.push({ key, path: (await placeOf(dirname(path), key)) ?? beside ?? null });
  }
  return { path, modifiedMs, manifest, files };
}

async function placeOf(folder: string, key: string): Promise<string | null> {
  for (const { up, relative } of placesOfKey(key)) {
    const candidate = join(resolve(folder, ...Array<string>(up).fill("..")), relative);
    const isFile = await stat(candidate).then(
      (entry) => entry.isFile(),
      () => false,
    );
    if (isFile) return candidate;
  }
  return null;
}

function withoutFiles(path: string): SkippedPath {
  return { path, failure: failure("manifest.no_files", { path }), billingPeriod: null };
}

function invalid(path: string, at: string): SkippedPath {
  return { path, failure: failure("manifest.invalid", { path, at }), billingPeriod: null };
}

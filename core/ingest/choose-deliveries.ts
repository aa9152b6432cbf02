import type { Manifest } from "../cur/manifest/manifest.ts";
import { failure } from "../result/failure.ts";
import { groupBy } from "../collection/group-by.ts";
import type { ImportWarning, SkippedPath } from "./import-report.ts";

/** A manifest found on disk, and where the files of its delivery are. */
export type FoundManifest = {
  readonly path: string;
  readonly modifiedMs: number;
  readonly manifest: Manifest;
  readonly files: readonly { readonly key: string; readonly path: string | null }[];
};

export type DeliveryChoice = {
  readonly chosen: readonly FoundManifest[];
  readonly superseded: readonly FoundManifest[];
  readonly skipped: readonly SkippedPath[];
  readonly warnings: readonly ImportWarning[];
};

/**
 * The newest complete delivery of every report and billing period. An incomplete newer one is skipped, naming what is
 * missing; then an older complete one serves.
 */
export function chooseDeliveries(found: readonly FoundManifest[]): DeliveryChoice {
  const choices = [...groupBy(found, subjectOf).values()].map(chooseOne);
  return {
    chosen: choices.flatMap((choice) => choice.chosen),
    superseded: choices.flatMap((choice) => choice.superseded),
    skipped: choices.flatMap((choice) => choice.skipped),
    warnings: choices.flatMap((choice) => choice.warnings),
  };
}

function chooseOne(found: readonly FoundManifest[]): DeliveryChoice {
  const versions = [...groupBy(found, versionOf).values()].map(bestCopy).toSorted(newestFirst);
  const at = versions.findIndex(isComplete);
  const incomplete = at < 0 ? versions.slice(0, 1) : versions.slice(0, at);
  const chosen = at < 0 ? [] : versions.slice(at, at + 1);
  const superseded = at < 0 ? [] : versions.slice(at + 1);
  return {
    chosen,
    superseded,
    skipped: incomplete.map(skipIncomplete),
    warnings: chosen.length > 0 && incomplete.length > 0 ? [olderUsed(chosen)] : [],
  };
}

function subjectOf({ manifest, path }: FoundManifest): string {
  return JSON.stringify([manifest.reportName, manifest.payerAccountId, manifest.billingPeriod ?? path]);
}

function versionOf({ manifest, path }: FoundManifest): string {
  return manifest.version === "" ? path : manifest.version;
}

/**
 * The same manifest lies in the period's folder and in the assembly's: the complete one counts, then the one that lists
 * more files (a damaged copy may have lost some), then the upper one.
 */
function bestCopy(copies: readonly FoundManifest[]): FoundManifest & { readonly depth: number } {
  const depth = Math.min(...copies.map(({ path }) => depthOf(path)));
  const [best] = copies.toSorted(
    (a, b) =>
      Number(isComplete(b)) - Number(isComplete(a)) ||
      b.files.length - a.files.length ||
      depthOf(a.path) - depthOf(b.path),
  );
  if (best === undefined) throw new Error("a group has members");
  return { ...best, depth };
}

/** By the time in the version or folder name; else the manifest AWS keeps on top is the newest one; else by file time. */
function newestFirst(
  a: FoundManifest & { readonly depth: number },
  b: FoundManifest & { readonly depth: number },
): number {
  const [stampA, stampB] = [stampOf(a), stampOf(b)];
  if (stampA !== null && stampB !== null && stampA !== stampB) return stampA < stampB ? 1 : -1;
  return a.depth - b.depth || b.modifiedMs - a.modifiedMs || (a.path < b.path ? -1 : 1);
}

/** Digits of a time such as `20220503T120125Z` or `2026-06-01T23:48:02.356Z-<execution id>`. */
function stampOf({ manifest, path }: FoundManifest): string | null {
  const texts = [manifest.version, ...manifest.keys.slice(0, 1), path];
  const stamp = texts
    .map((text) => /\d{4}-?\d{2}-?\d{2}T\d{2}[-:_]?\d{2}[-:_]?\d{2}/.exec(text)?.[0])
    .find(Boolean);
  return stamp?.replaceAll(/\D/g, "") ?? null;
}

function isComplete({ files }: FoundManifest): boolean {
  return files.every(({ path }) => path !== null);
}

function skipIncomplete({ path, manifest, files }: FoundManifest): SkippedPath {
  const missing = files.find((file) => file.path === null)?.key ?? "";
  return {
    path,
    failure: failure("manifest.file_missing", { path, missing }),
    billingPeriod: manifest.billingPeriod,
  };
}

function olderUsed([used]: readonly FoundManifest[]): ImportWarning {
  return {
    code: "older_delivery",
    message: `The newest delivery of ${used?.manifest.reportName} ${used?.manifest.billingPeriod ?? ""} is incomplete; an older complete one was taken.`,
    paths: used === undefined ? [] : [used.path],
  };
}

function depthOf(path: string): number {
  return path.replaceAll("\\", "/").split("/").length;
}

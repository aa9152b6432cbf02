import { manifestKey, periodIn, reportFolder } from "#core/cur/report-source/layout.ts";
import type { ReportSource } from "#core/cur/report-source/report-source.ts";
import type { BillingPeriod } from "#core/time/period.ts";
import type { Bucket } from "./bucket.ts";

/** A folder that holds the manifest of a billing period, or its deliveries' manifests one level deeper. */
export type PeriodFolder = { readonly path: string; readonly period: BillingPeriod };

/** Folders of all billing periods a report has been delivered for, newest first: one listing, as a rule. */
export async function periodFolders(
  bucket: Bucket,
  place: Pick<ReportSource, "kind" | "name" | "prefix">,
): Promise<readonly PeriodFolder[]> {
  const folder = reportFolder(place);
  const root = place.kind === "legacy" ? folder : `${folder}metadata/`;
  const { folders } = await bucket.list(root, { folders: true });
  const usual = folders.flatMap((path): readonly PeriodFolder[] => {
    const period = periodIn(path.slice(folder.length));
    return period === null ? [] : [{ path, period }];
  });
  const found = usual.length > 0 || folders.length === 0 ? usual : await deeper(bucket, place, root);
  return found.toSorted((a, b) => (a.period < b.period ? 1 : -1));
}

/** Reports for Athena may keep their manifests beside the partitions. */
async function deeper(
  bucket: Bucket,
  place: Pick<ReportSource, "kind" | "name" | "prefix">,
  root: string,
): Promise<readonly PeriodFolder[]> {
  const { objects } = await bucket.list(root);
  const folders = objects.flatMap(({ key }): (readonly [string, PeriodFolder])[] => {
    const found = manifestKey(place, key);
    if (found?.isTop !== true) return [];
    const path = key.slice(0, key.lastIndexOf("/") + 1);
    return [[path, { path, period: found.period }]];
  });
  return [...new Map(folders).values()];
}

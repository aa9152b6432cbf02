import type { BillingPeriod } from "../../time/period.ts";
import type { ReportSource } from "./report-source.ts";

type Place = Pick<ReportSource, "kind" | "name" | "prefix">;

/** The folder of a report in its bucket, with its slash. Without a prefix the keys of a legacy report begin with one. */
export function reportFolder({ kind, name, prefix }: Place): string {
  if (prefix !== "") return `${prefix}/${name}/`;
  return kind === "legacy" ? `/${name}/` : `${name}/`;
}

/** A manifest found in the bucket: its period, and whether it lies on top, where AWS keeps the newest of a period. */
export type ManifestKey = {
  readonly key: string;
  readonly period: BillingPeriod;
  readonly isTop: boolean;
};

const LEGACY_FOLDER = /^(\d{4})(\d{2})\d{2}-\d{8}\//;
const EXPORT_FOLDER = /^metadata\/BILLING_PERIOD=(\d{4}-\d{2})\//i;
const HIVE_FOLDER = /(?:^|\/)year=(\d{4})\/month=(\d{1,2})\//;

/** Reads what kind of manifest a key is; null for everything else that lies in the folder. */
export function manifestKey(place: Place, key: string): ManifestKey | null {
  const folder = reportFolder(place);
  if (!key.startsWith(folder) || !/manifest\.json$/i.test(key)) return null;
  // Redshift's and QuickSight's own manifests list files in other forms.
  if (/(redshift|quicksight)manifest\.json$/i.test(key)) return null;
  const rest = key.slice(folder.length);
  const period = periodIn(rest);
  if (period === null) return null;
  const depth = rest.split("/").length;
  return {
    key,
    period,
    isTop: place.kind === "legacy" ? depth === 2 || HIVE_FOLDER.test(rest) : depth === 3,
  };
}

/** The billing period a folder below the report's stands for. */
export function periodIn(rest: string): BillingPeriod | null {
  const legacy = LEGACY_FOLDER.exec(rest);
  if (legacy !== null) return `${legacy[1]}-${legacy[2]}`;
  const exported = EXPORT_FOLDER.exec(rest);
  if (exported?.[1] !== undefined) return exported[1];
  const hive = HIVE_FOLDER.exec(rest);
  return hive === null ? null : `${hive[1]}-${String(hive[2]).padStart(2, "0")}`;
}

/**
 * The key of a data file as a manifest names it, if it lies inside the configured prefix and report; else null. A manifest
 * is only text that somebody could write into the bucket. Which bucket it names does not matter: the file is asked for in
 * the configured one, which may hold copies of what AWS delivered elsewhere.
 */
export function keyInside(place: Place, named: string): string | null {
  const key = /^s3:\/\/[^/]+\/(.*)$/i.exec(named)?.[1] ?? named;
  const folder = reportFolder(place).replace(/^\//, "");
  const isInside = key.replace(/^\//, "").startsWith(folder) && !key.split("/").includes("..");
  return isInside ? key : null;
}

import { z } from "zod";
import type { BillingPeriod } from "../../time/period.ts";
import { periodFromPath, periodFromStart } from "./path-hints.ts";

/** What a manifest says about one delivery, whichever service wrote it. */
export type Manifest = {
  readonly kind: "legacy" | "dataExport";
  readonly reportName: string;
  /** Assembly id (legacy) or execution id (Data Exports). */
  readonly version: string;
  readonly billingPeriod: BillingPeriod | null;
  readonly payerAccountId: string | null;
  /** Object keys of the delivery's files, without bucket and leading slash. */
  readonly keys: readonly string[];
  /** The same exactly as the manifest spells them: keys, or `s3://` addresses. */
  readonly verbatim: readonly string[];
  /** Column names as the files' headers spell them; may differ from the files in number and order. */
  readonly columns: readonly string[];
};

export type ManifestResult =
  | { readonly kind: "manifest"; readonly manifest: Manifest }
  | { readonly kind: "invalid"; readonly at: string }
  | { readonly kind: "empty" }
  | { readonly kind: "other" };

const text = z.union([z.string(), z.number().transform(String)]);
const key = z.union([
  z.string(),
  z.object({ s3Uri: z.string() }).transform(({ s3Uri }) => s3Uri),
  z.object({ key: z.string() }).transform((object) => object.key),
]);
const shape = z.object({
  assemblyId: text.optional(),
  executionId: text.optional(),
  account: text.nullish(),
  reportName: z.string().nullish(),
  exportArn: z.string().nullish(),
  billingPeriod: z.object({ start: z.string() }).nullish(),
  columns: z.array(z.object({ category: z.string().optional(), name: z.string() })).optional(),
  reportKeys: z.array(key).nullish(),
  dataFiles: z.array(key).nullish(),
});
type Shape = z.output<typeof shape>;

/** Reads manifest JSON liberally: old and new, with or without types, keys as names, `s3://` addresses or objects. `path` may tell the period. */
export function parseManifest(json: unknown, path: string): ManifestResult {
  if (!looksLikeManifest(json)) return { kind: "other" };
  const parsed = shape.safeParse(json);
  if (!parsed.success) return { kind: "invalid", at: parsed.error.issues[0]?.path.join(".") ?? "" };
  const listed = parsed.data.dataFiles ?? parsed.data.reportKeys;
  if (listed?.length === 0) return { kind: "empty" };
  const verbatim = [...new Set(listed ?? [])];
  const keys = [...new Set(verbatim.map(plainKey))];
  if (keys.length === 0) return { kind: "invalid", at: listName(parsed.data) };
  if (keys.some(leavesItsFolder)) return { kind: "invalid", at: listName(parsed.data) };
  return { kind: "manifest", manifest: manifestOf(parsed.data, { keys, verbatim }, path) };
}

/** Steps upwards however a system spells them, drives, and what ends a name early: no key of AWS has them. */
function leavesItsFolder(key: string): boolean {
  return key.split(/[/\\]/).includes("..") || /\0|^[a-z]:/i.test(key);
}

function looksLikeManifest(json: unknown): boolean {
  return typeof json === "object" && json !== null && ("reportKeys" in json || "dataFiles" in json);
}

function manifestOf(
  data: Shape,
  { keys, verbatim }: Pick<Manifest, "keys" | "verbatim">,
  path: string,
): Manifest {
  const isExport = data.dataFiles != null;
  const version = (isExport ? data.executionId : data.assemblyId) ?? data.assemblyId ?? data.executionId;
  return {
    kind: isExport ? "dataExport" : "legacy",
    reportName: data.reportName ?? exportName(data.exportArn) ?? nameFromPath(path),
    version: version ?? "",
    billingPeriod:
      (data.billingPeriod == null ? null : periodFromStart(data.billingPeriod.start)) ??
      periodFromPath(keys[0] ?? "") ??
      periodFromPath(path),
    payerAccountId:
      data.account ?? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(data.exportArn ?? "")?.[1] ?? null,
    keys,
    verbatim,
    columns: (data.columns ?? []).map(({ category, name }) =>
      category === undefined || category === "" ? name : `${category}/${name}`,
    ),
  };
}

function plainKey(address: string): string {
  return address.replace(/^s3:\/\/[^/]+\//i, "").replace(/^\/+/, "");
}

/** `arn:...:export/<name>-<uuid>` */
function exportName(arn: string | null | undefined): string | null {
  const [, name] = /:export\/(.+)$/.exec(arn ?? "") ?? [];
  return name === undefined ? null : name.replace(/-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "");
}

function nameFromPath(path: string): string {
  const file = path.replaceAll("\\", "/").split("/").at(-1) ?? "";
  return file.replace(/[-_]?manifest\.json$/i, "").replace(/\.json$/i, "") || "report";
}

function listName(data: Shape): string {
  return data.dataFiles == null ? "reportKeys" : "dataFiles";
}

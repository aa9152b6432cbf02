import { basename, dirname } from "node:path";
import { looseName } from "#core/cur/manifest/path-hints.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import { chooseDeliveries, type FoundManifest } from "#core/ingest/choose-deliveries.ts";
import type { ImportWarning, SkippedPath } from "#core/ingest/import-report.ts";
import { AppError, fail } from "#core/result/failure.ts";
import type { BillingPeriod, UsageDate } from "#core/time/period.ts";
import { walk } from "../files/walk.ts";
import { likelyDuplicates } from "./duplicates.ts";
import { type Looked, lookAt } from "./look.ts";
import { readManifests } from "./manifests.ts";

/** Files that are to become one delivery, or several when they hold several billing periods. */
export type Planned = {
  readonly id: string;
  readonly format: ReportFormat;
  readonly reportName: string;
  readonly billingPeriod: BillingPeriod | null;
  readonly version: string | null;
  readonly payerAccountId: string | null;
  readonly manifest: string | null;
  readonly files: readonly Looked[];
  readonly warnings: readonly ImportWarning[];
  /** Set for deliveries that a sync has downloaded. */
  readonly synced: Synced | null;
};

/** What a sync knows of a delivery beyond its files. */
export type Synced = {
  readonly costAccountId: string;
  /** Line items of earlier days are left out. */
  readonly from: UsageDate | null;
  /** Where each file came from, by its path here. */
  readonly sources: ReadonlyMap<string, string>;
};

export type Survey = {
  readonly planned: readonly Planned[];
  /** Complete deliveries that a newer one among the same paths makes obsolete. */
  readonly superseded: readonly Planned[];
  readonly skipped: readonly SkippedPath[];
  readonly warnings: readonly ImportWarning[];
};

/** Finds out what the paths hold. Reads manifests and the beginnings of files, nothing more. */
export async function survey(paths: readonly string[], signal?: AbortSignal): Promise<Survey> {
  const found = await walk(paths, signal);
  const manifests = await readManifests(found);
  const choice = chooseDeliveries(manifests.found);
  const skipped: SkippedPath[] = [...manifests.skipped, ...choice.skipped];
  const looker = new Looker(skipped, signal);
  const chosen = await looker.deliveries(choice.chosen);
  const superseded = await looker.deliveries(choice.superseded);
  const { loose, stale } = looseFiles(found, manifests.found);
  const groups = await looker.looseGroups(loose);
  return {
    planned: [...chosen, ...groups],
    superseded,
    skipped,
    warnings: [...choice.warnings, ...staleChunks(stale)],
  };
}

class Looker {
  readonly #skipped: SkippedPath[];
  readonly #signal: AbortSignal | undefined;

  constructor(skipped: SkippedPath[], signal: AbortSignal | undefined) {
    this.#skipped = skipped;
    this.#signal = signal;
  }

  async deliveries(manifests: readonly FoundManifest[]): Promise<readonly Planned[]> {
    const planned: Planned[] = [];
    for (const found of manifests) {
      const paths = found.files.flatMap(({ path }) => (path === null ? [] : [path]));
      const files = await this.#all(paths, found.manifest.billingPeriod);
      const [first] = files ?? [];
      if (files !== null && first !== undefined) planned.push(deliveryOf(found, files, first.format));
    }
    return planned;
  }

  /** Loose files by folder, name without chunk number, and format; a bad file spoils the group it belongs to. */
  async looseGroups(paths: readonly string[]): Promise<readonly Planned[]> {
    const groups = new Map<string, string[]>();
    for (const path of paths) {
      const key = JSON.stringify([dirname(path), looseName(path).stem]);
      groups.set(key, [...(groups.get(key) ?? []), path]);
    }
    const planned: Planned[] = [];
    for (const group of groups.values()) {
      const files = await this.#all(group, looseName(group[0] ?? "").billingPeriod);
      if (files !== null) planned.push(...looseDeliveries(files));
    }
    const duplicates = likelyDuplicates(planned.flatMap(({ files }) => files));
    return planned.toSorted(newestFirst).map((each) => withDuplicates(each, duplicates));
  }

  async #all(
    paths: readonly string[],
    billingPeriod: BillingPeriod | null,
  ): Promise<readonly Looked[] | null> {
    const files: Looked[] = [];
    let isWhole = true;
    for (const path of paths) {
      if (this.#signal?.aborted === true) fail("cancelled", {});
      try {
        files.push(await lookAt(path, this.#signal));
      } catch (error) {
        if (!(error instanceof AppError) || error.failure.code === "cancelled") throw error;
        this.#skipped.push({ path, failure: error.failure, billingPeriod });
        isWhole = false;
      }
    }
    return isWhole ? files : null;
  }
}

function deliveryOf(
  { path, manifest }: FoundManifest,
  files: readonly Looked[],
  format: ReportFormat,
): Planned {
  return {
    id: JSON.stringify([manifest.reportName, manifest.billingPeriod ?? path, manifest.version]),
    format,
    reportName: manifest.reportName,
    billingPeriod: manifest.billingPeriod,
    version: manifest.version === "" ? null : manifest.version,
    payerAccountId: manifest.payerAccountId,
    manifest: path,
    files,
    warnings: [],
    synced: null,
  };
}

function looseDeliveries(files: readonly Looked[]): readonly Planned[] {
  return [...new Set(files.map(({ format }) => format))].map((format) => {
    const own = files.filter((file) => file.format === format);
    const path = own[0]?.snapshot.path ?? "";
    const { stem, reportName, billingPeriod } = looseName(path);
    return {
      id: JSON.stringify([dirname(path), stem, format]),
      format,
      reportName,
      billingPeriod,
      version: null,
      payerAccountId: null,
      manifest: null,
      files: own,
      warnings: [],
      synced: null,
    };
  });
}

/** Newest first: of two loose deliveries of one report and period, the newer one is kept. */
function newestFirst(a: Planned, b: Planned): number {
  const newest = ({ files }: Planned) => Math.max(...files.map((file) => file.snapshot.modifiedMs));
  return newest(b) - newest(a);
}

function withDuplicates(planned: Planned, duplicates: readonly (readonly string[])[]): Planned {
  const own = planned.files.map(({ snapshot }) => snapshot.path);
  const warnings = duplicates
    .filter((pair) => pair.some((path) => own.includes(path)))
    .map((pair): ImportWarning => ({
      code: "likely_duplicates",
      message: `${pair.map((path) => basename(path)).join(" and ")} hold the same line items; leave one out.`,
      paths: pair,
    }));
  return { ...planned, warnings };
}

/** Data files that no manifest lists: loose when they lie apart or were named, stale when beside a delivery's files. */
function looseFiles(
  found: Awaited<ReturnType<typeof walk>>,
  manifests: readonly FoundManifest[],
): { readonly loose: readonly string[]; readonly stale: readonly string[] } {
  const listed = new Set(manifests.flatMap(({ files }) => files.map(({ path }) => path)));
  const governed = new Set(
    manifests.flatMap(({ path, files }) => [
      dirname(path),
      ...files.flatMap((file) => (file.path === null ? [] : [dirname(file.path)])),
    ]),
  );
  const others = found.filter(({ path }) => !/\.json$/i.test(path) && !listed.has(path));
  const isLoose = ({ path, named }: (typeof others)[number]) => named || !governed.has(dirname(path));
  return {
    loose: others.filter(isLoose).map(({ path }) => path),
    stale: others.filter((file) => !isLoose(file)).map(({ path }) => path),
  };
}

function staleChunks(paths: readonly string[]): readonly ImportWarning[] {
  if (paths.length === 0) return [];
  const message =
    paths.length === 1
      ? "1 file beside a delivery is not in its manifest and was not read."
      : `${paths.length} files beside deliveries are not in their manifests and were not read.`;
  return [{ code: "stale_chunks", message, paths }];
}

import { mkdir } from "node:fs/promises";
import { compare } from "#core/money/decimal.ts";
import type { CatalogueEntry } from "../catalogue/entry.ts";
import type { ImportContext } from "./context.ts";
import { draftSources, verifyAll } from "./deliver.ts";
import { lookAt } from "./look.ts";
import { publish, type Draft } from "./publish.ts";
import { prepareSources } from "./sources.ts";

/**
 * Reads the files that a delivery was made from once more, and nothing else of their archives, and publishes that delivery.
 * False, with nothing changed, where they are not the same bytes or do not give the same line items. What the files have
 * become besides, other months for instance, is left as it is.
 */
export async function deliverAgain(
  { delivery, origin }: CatalogueEntry,
  /** The user's own files: archives instead of what lies in them. */
  paths: readonly string[],
  /** Called when the delivery has been read and is about to come back. */
  makeRoom: () => Promise<void>,
  context: ImportContext,
): Promise<boolean> {
  const { signal, staging } = context;
  const hashes = new Map(delivery.files.map(({ source, sha256 }) => [source, sha256]));
  const files = await Promise.all(paths.map((path) => lookAt(path, signal)));
  const unpacked = await prepareSources(files, staging, signal);
  const sources = unpacked.filter(({ display }) => hashes.has(display));
  if (sources.length !== hashes.size) return false;
  const verified = await verifyAll(sources, context);
  if (verified.some(({ sha256 }, index) => sha256 !== hashes.get(sources[index]?.display ?? "")))
    return false;
  const { costAccountId, from } = delivery;
  for (const [number, hint] of hintsOf({ delivery, origin }).entries()) {
    const own = { ...context, staging: `${staging}-${number + 1}` };
    await mkdir(own.staging, { recursive: true });
    const planned = {
      ...delivery,
      billingPeriod: hint,
      manifest: null,
      files,
      warnings: [],
      synced: costAccountId === null ? null : { costAccountId, from, sources: new Map<string, string>() },
    };
    const drafts = await draftSources(planned, { sources, verified, leaveOut: [] }, own);
    const same = drafts.find((draft) => isSame(draft, delivery));
    if (same === undefined) continue;
    await makeRoom();
    await publish([{ ...same, origin }], own);
    return true;
  }
  return false;
}

/** Months that line items without one may have been given. Files of one month were all given that one. */
function hintsOf({ delivery, origin }: Pick<CatalogueEntry, "delivery" | "origin">) {
  if (origin.siblings.length <= 1) return [delivery.billingPeriod];
  const { length } = delivery.billingPeriod;
  return [null, ...origin.siblings.map((id) => id.slice(0, length))];
}

function isSame({ delivery: fresh }: Draft, delivery: CatalogueEntry["delivery"]): boolean {
  return (
    fresh.id === delivery.id &&
    fresh.rows === delivery.rows &&
    Object.entries(delivery.totals).every(
      ([currency, total]) => compare(fresh.totals[currency] ?? "0.0", total) === 0,
    )
  );
}

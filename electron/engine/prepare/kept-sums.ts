import { access } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { commitmentFactsFile } from "#core/commitment/facts.ts";
import { containerFactsFile } from "#core/container/container-facts.ts";
import { commitmentEndsFile, tellsCommitmentEnds } from "#core/forecast/commitment-sql.ts";
import { CELL_DIMENSIONS } from "#core/tie-out/bill-cell.ts";
import type { Delivery } from "#core/delivery/delivery.ts";
import { cutFile, cutOf } from "../allocation/cuts.ts";
import { ensureTagSums, tagKeysOf, type TagKeys, tagSumsFile } from "../allocation/kept-tags.ts";
import { factsOf } from "../commitment/kept-facts.ts";
import { deliveriesWithContainers, ensureContainers } from "../container/kept-containers.ts";
import { ensureEnds } from "../forecast/kept-ends.ts";

/** Sums of one delivery's line items that a screen would else make at its first look. */
export type KeptSum = {
  readonly delivery: Delivery;
  /** What they tell of, in the user's words. */
  readonly of: string;
  readonly ensure: (connection: DuckDBConnection, directory: string) => Promise<void>;
};

type Kind = {
  readonly of: string;
  readonly isFor: (delivery: Delivery) => boolean;
  readonly file: (delivery: Delivery) => string;
  readonly ensure: (connection: DuckDBConnection, directory: string, delivery: Delivery) => Promise<unknown>;
};

/** The sums of counted deliveries that are not there yet, newest month first: it is looked at first. */
export async function missingSums(
  connection: DuckDBConnection,
  directory: string,
  deliveries: readonly Delivery[],
): Promise<readonly KeptSum[]> {
  const counted = deliveries
    .filter((delivery) => delivery.counted)
    .toSorted((a, b) => (a.billingPeriod > b.billingPeriod ? -1 : 1));
  const kinds = kindsFor(
    await deliveriesWithContainers(connection, counted),
    await tagKeysOf(connection, counted),
  );
  const missing: KeptSum[] = [];
  for (const delivery of counted)
    for (const { of, isFor, file, ensure } of kinds) {
      if (!isFor(delivery) || (await exists(join(directory, file(delivery))))) continue;
      missing.push({
        delivery,
        of,
        ensure: async (writer, folder) => void (await ensure(writer, folder, delivery)),
      });
    }
  return missing;
}

function kindsFor(withContainers: readonly Delivery[], tags: TagKeys): readonly Kind[] {
  return [
    { of: "forecast", isFor: tellsCommitmentEnds, file: commitmentEndsFile, ensure: ensureEnds },
    {
      of: "commitments",
      isFor: () => true,
      file: (delivery) => commitmentFactsFile(delivery, "day"),
      ensure: (connection, directory, delivery) => factsOf(connection, directory, [delivery], "day"),
    },
    {
      of: "containers",
      isFor: (delivery) => withContainers.includes(delivery),
      file: containerFactsFile,
      ensure: ensureContainers,
    },
    {
      of: "tags",
      isFor: (delivery) => tags.of(delivery).length > 0,
      file: (delivery) => tagSumsFile(delivery, tags.of(delivery)),
      ensure: (connection, directory, delivery) =>
        ensureTagSums(connection, directory, delivery, tags.of(delivery)),
    },
    {
      of: "invoices",
      isFor: () => true,
      file: (delivery) => cutFile(delivery, CELL_DIMENSIONS),
      ensure: (connection, directory, delivery) => cutOf(connection, directory, [delivery], CELL_DIMENSIONS),
    },
  ];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

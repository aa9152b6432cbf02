import { join } from "node:path";
import { z } from "zod";
import type { Failure } from "#core/result/failure.ts";
import { readJson, writeJson } from "../host/json-file.ts";
import { oneAtATime } from "../host/one-at-a-time.ts";
import { failureOf } from "../transport/failure-of.ts";
import type { Catalogued } from "./table-in-place.ts";

const column = z.object({ name: z.string(), type: z.string() });
const catalogued = z.object({
  catalogue: z.object({
    database: z.string(),
    table: z.string(),
    columns: z.array(column),
    partitionKeys: z.array(column),
    location: z.string().nullable(),
    projectedInto: z.array(z.string()).optional(),
  }),
  partitions: z.array(z.array(z.string())),
});
const schema = z.object({
  version: z.literal(1),
  tables: z.record(z.string(), z.object({ lookedAt: z.number(), catalogued })),
});

type Known = z.infer<typeof schema>["tables"][string];

/** A table as it was seen last, and why it cannot be looked at now; null where it can. */
export type KnownTable = { readonly catalogued: Catalogued; readonly problem: Failure | null };

/** What the catalogue says of tables, kept with the workspace, so that it opens without AWS. */
export type KnownTables = {
  /** Waits for AWS only where nothing is known yet; what is no longer fresh is looked at anew meanwhile. */
  look(id: string, ask: () => Promise<Catalogued>): Promise<KnownTable>;
};

/** New months appear once a day at most. */
const FRESH_MS = 10 * 60_000;
/** What is wrong is not tried at every question. */
const RETRY_MS = 30_000;

export function openKnownTables(directory: string, now: () => Date): KnownTables {
  const file = join(directory, "athena-tables.json");
  const inTurn = oneAtATime();
  const refused = new Map<string, { readonly at: number; readonly problem: Failure }>();
  const looking = new Map<string, Promise<Catalogued>>();
  const read = async (): Promise<Readonly<Record<string, Known>>> => {
    const found = await readJson(file, schema);
    return found.kind === "read" ? found.value.tables : {};
  };
  const ask = async (id: string, askAws: () => Promise<Catalogued>): Promise<Catalogued> => {
    try {
      const catalogued = await askAws();
      refused.delete(id);
      const fresh = { lookedAt: now().getTime(), catalogued };
      await inTurn(async () => writeJson(file, { version: 1, tables: { ...(await read()), [id]: fresh } }));
      return catalogued;
    } catch (error) {
      const problem = failureOf(error);
      if (problem !== null) refused.set(id, { at: now().getTime(), problem });
      throw error;
    } finally {
      looking.delete(id);
    }
  };
  /** All who want the same table wait for one look. */
  const askOnce = (id: string, askAws: () => Promise<Catalogued>): Promise<Catalogued> => {
    const running = looking.get(id) ?? ask(id, askAws);
    looking.set(id, running);
    return running;
  };
  return {
    async look(id, askAws) {
      const known = (await inTurn(read))[id];
      if (known === undefined) return { catalogued: await askOnce(id, askAws), problem: null };
      const at = now().getTime();
      const before = refused.get(id);
      const isDue = before === undefined ? at - known.lookedAt >= FRESH_MS : at - before.at >= RETRY_MS;
      // What is wrong with it is told with the next answer.
      if (isDue) void askOnce(id, askAws).catch(() => undefined);
      return { catalogued: known.catalogued, problem: before?.problem ?? null };
    },
  };
}

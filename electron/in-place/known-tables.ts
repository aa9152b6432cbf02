import { join } from "node:path";
import { z } from "zod";
import { AppError, type Failure } from "#core/result/failure.ts";
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
  /** `isNew` asks AWS again, however fresh the last look is. */
  look(id: string, ask: () => Promise<Catalogued>, isNew?: boolean): Promise<KnownTable>;
};

/** New months appear once a day at most. */
const FRESH_MS = 10 * 60_000;
/** What is wrong is not tried at every question. */
const RETRY_MS = 30_000;

export function openKnownTables(directory: string, now: () => Date): KnownTables {
  const file = join(directory, "athena-tables.json");
  const inTurn = oneAtATime();
  const refused = new Map<string, { readonly at: number; readonly problem: Failure }>();
  const read = async (): Promise<Readonly<Record<string, Known>>> => {
    const found = await readJson(file, schema);
    return found.kind === "read" ? found.value.tables : {};
  };
  const seenLast = (known: Known | undefined, problem: Failure): KnownTable => {
    if (known === undefined) throw new AppError(problem);
    return { catalogued: known.catalogued, problem };
  };
  return {
    look: (id, ask, isNew = false) =>
      inTurn(async () => {
        const tables = await read();
        const known = tables[id];
        const at = now().getTime();
        const before = refused.get(id);
        if (before !== undefined && !isNew && at - before.at < RETRY_MS)
          return seenLast(known, before.problem);
        if (known !== undefined && !isNew && before === undefined && at - known.lookedAt < FRESH_MS)
          return { catalogued: known.catalogued, problem: null };
        try {
          const fresh = await ask();
          refused.delete(id);
          await writeJson(file, {
            version: 1,
            tables: { ...tables, [id]: { lookedAt: at, catalogued: fresh } },
          });
          return { catalogued: fresh, problem: null };
        } catch (error) {
          const problem = failureOf(error);
          if (problem === null) throw error;
          refused.set(id, { at, problem });
          return seenLast(known, problem);
        }
      }),
  };
}

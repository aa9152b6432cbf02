import { z } from "zod";
import { collection } from "./schema/collection.ts";
import { nothing, procedure } from "./schema/common.ts";
import { consoleSnapshot, consoleViews, savedQuery, sqlAnswer, sqlQuestion, sqlRun } from "./schema/sql.ts";

/** What the engine does for the console. */
export const sqlSnapshotProcedures = {
  /** The views as of now, in a file of their own; the same one as before when nothing has changed. */
  snapshot: procedure.output(consoleSnapshot),
};

/** The SQL console as the page sees it. */
export const sqlProcedures = {
  views: procedure.output(consoleViews),
  run: procedure.input(sqlQuestion).output(sqlAnswer),
  queries: collection(savedQuery),
  history: collection(sqlRun),
};

/** What the console's own process serves to whoever has started it. */
export const consoleContract = {
  open: procedure
    .input(z.object({ snapshot: consoleSnapshot, memoryLimitMb: z.number().int().min(64) }))
    .output(nothing),
  run: procedure.input(sqlQuestion).output(sqlAnswer),
  /** Answered at once even while a statement runs. */
  state: procedure.output(z.object({ running: z.boolean(), rssBytes: z.number() })),
};

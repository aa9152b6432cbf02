import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { savedQuery, sqlRun } from "#core/contract/schema/sql.ts";
import { createCollection } from "../collection.ts";
import type { OpenWorkspace } from "../open-workspace.ts";
import { serveCollection } from "../serve-collection.ts";
import type { SqlConsole } from "./sql-console.ts";
import type { ConsoleSnapshot } from "#core/console/documented-view.ts";

const { sql } = implement(hostContract);

export type SqlParts = {
  readonly console: SqlConsole;
  /** The data as of now, from the engine. */
  readonly snapshot: () => Promise<ConsoleSnapshot>;
};

export function sqlHandlers({ console, snapshot }: SqlParts, workspace: OpenWorkspace) {
  const directory = (): string => workspace.required().directory;
  return sql.router({
    views: sql.views.handler(async () => (await snapshot()).views),
    run: sql.run.handler(({ input, signal }) => console.run(input, signal)),
    queries: serveCollection(createCollection("sqlQueries", savedQuery, directory)),
    history: serveCollection(createCollection("sqlHistory", sqlRun, directory)),
  });
}

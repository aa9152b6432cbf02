import { implement } from "@orpc/server";
import { hostContract } from "#core/contract/host.ts";
import { savedQuery, sqlRun } from "#core/contract/schema/sql.ts";
import { createCollection } from "../collection.ts";
import type { OpenWorkspace } from "../open-workspace.ts";
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
  const queries = createCollection("sqlQueries", savedQuery, directory);
  const history = createCollection("sqlHistory", sqlRun, directory);
  return sql.router({
    views: sql.views.handler(async () => (await snapshot()).views),
    run: sql.run.handler(({ input, signal }) => console.run(input, signal)),
    queries: sql.queries.router({
      list: sql.queries.list.handler(() => queries.list()),
      save: sql.queries.save.handler(({ input }) => queries.save(input)),
      remove: sql.queries.remove.handler(({ input }) => queries.remove(input.id)),
      place: sql.queries.place.handler(({ input }) => queries.place(input.item, input.at)),
    }),
    history: sql.history.router({
      list: sql.history.list.handler(() => history.list()),
      save: sql.history.save.handler(({ input }) => history.save(input)),
      remove: sql.history.remove.handler(({ input }) => history.remove(input.id)),
      place: sql.history.place.handler(({ input }) => history.place(input.item, input.at)),
    }),
  });
}

import {
  AthenaClient,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  ListDatabasesCommand,
  ListTableMetadataCommand,
  ListWorkGroupsCommand,
  type TableMetadata,
} from "@aws-sdk/client-athena";
import type { FoundWorkgroup, Workgroup } from "#core/account/found-table.ts";
import { dnsSuffix, partitionOf } from "#core/account/partition.ts";
import type { CatalogueTable } from "#core/cost/athena/athena-table.ts";
import { projectedLayout } from "#core/cost/athena/projected-partitions.ts";
import { AppError, failure, type Failure } from "#core/result/failure.ts";
import { asking, type Asked } from "../errors.ts";
import type { AwsSession } from "../identity/session.ts";
import { clientConfig } from "../settings.ts";

/** What Athena has in one region; asking for it runs no query. */
export type Catalogue = {
  workgroups(): Promise<readonly FoundWorkgroup[]>;
  workgroup(name: string): Promise<Workgroup>;
  databases(catalog: string): Promise<readonly string[]>;
  tables(database: Database): Promise<readonly CatalogueTable[]>;
  table(database: Database, name: string): Promise<CatalogueTable>;
};

type Database = { readonly catalog: string; readonly database: string };

export function openCatalogue(session: AwsSession, region: string): Catalogue {
  const client = new AthenaClient(clientConfig(session.settings, region, session.credentials));
  const asked = askedOfAthena(session, region);

  const tables = ({ catalog, database }: Database): Promise<readonly CatalogueTable[]> =>
    asking(asked("ListTableMetadata", database), async () => {
      const found = await allPages((NextToken) =>
        client
          .send(new ListTableMetadataCommand({ CatalogName: catalog, DatabaseName: database, ...NextToken }))
          .then(({ TableMetadataList = [], NextToken: next }) => ({ found: TableMetadataList, next })),
      ).catch(insteadOf(/not ?found/i, () => failure("athena.database_missing", { database, region })));
      return found.map((table) => tableOf(database, table));
    });

  return {
    workgroups: () =>
      asking(asked("ListWorkGroups", "*"), async () => {
        const found = await allPages((NextToken) =>
          client
            .send(new ListWorkGroupsCommand({ ...NextToken }))
            .then(({ WorkGroups = [], NextToken: next }) => ({ found: WorkGroups, next })),
        );
        return found.map(({ Name = "", State }) => ({ name: Name, isEnabled: State !== "DISABLED" }));
      }),
    workgroup: (name) =>
      asking(asked("GetWorkGroup", name), async () => {
        const { WorkGroup } = await client
          .send(new GetWorkGroupCommand({ WorkGroup: name }))
          .catch(
            insteadOf(/not ?found|not exist/i, () =>
              failure("athena.workgroup_missing", { workgroup: name, region }),
            ),
          );
        const { Configuration = {}, State } = WorkGroup ?? {};
        return {
          name,
          isEnabled: State !== "DISABLED",
          output: Configuration.ResultConfiguration?.OutputLocation ?? null,
          enforcesOutput: Configuration.EnforceWorkGroupConfiguration ?? true,
          managesResults: Configuration.ManagedQueryResultsConfiguration?.Enabled ?? false,
          cutoffBytes: Configuration.BytesScannedCutoffPerQuery ?? null,
        };
      }),
    databases: (catalog) =>
      asking(asked("ListDatabases", catalog), async () => {
        const found = await allPages((NextToken) =>
          client
            .send(new ListDatabasesCommand({ CatalogName: catalog, ...NextToken }))
            .then(({ DatabaseList = [], NextToken: next }) => ({ found: DatabaseList, next })),
        );
        return found.flatMap(({ Name }) => Name ?? []);
      }),
    tables,
    async table({ catalog, database }, name) {
      const found = await asking(asked("GetTableMetadata", name), () =>
        client
          .send(
            new GetTableMetadataCommand({ CatalogName: catalog, DatabaseName: database, TableName: name }),
          )
          .catch(
            insteadOf(/not ?found/i, () =>
              failure("athena.table_missing", { database, table: name, known: [] }),
            ),
          ),
      ).catch(async (error: unknown) => {
        if (!(error instanceof AppError) || error.failure.code !== "athena.table_missing") throw error;
        const known = (await tables({ catalog, database })).map(({ table }) => table);
        throw new AppError(failure("athena.table_missing", { database, table: name, known }));
      });
      return tableOf(database, { Name: name, ...found.TableMetadata });
    },
  };
}

/** How Athena is named in failures. */
export function askedOfAthena(session: AwsSession, region: string) {
  return (operation: string, resource: string): Asked => ({
    service: "Athena",
    operation,
    action: `athena:${operation}`,
    resource,
    region,
    profile: session.profile,
    signIn: session.signIn,
    host: `athena.${region}.${dnsSuffix(partitionOf(region))}`,
  });
}

type Token = { readonly NextToken?: string };
type Page<T> = { readonly found: readonly T[]; readonly next: string | undefined };

async function allPages<T>(ask: (token: Token) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let token: Token = {};
  for (;;) {
    const { found, next } = await ask(token);
    all.push(...found);
    if (next === undefined || next === "") return all;
    token = { NextToken: next };
  }
}

/** Athena has no code of its own for what is not there. */
function insteadOf(message: RegExp, reason: () => Failure): (error: unknown) => never {
  return (error) => {
    const text = error instanceof Error ? error.message : "";
    if (message.test(text) && !/not authorized/i.test(text)) throw new AppError(reason());
    throw error;
  };
}

function tableOf(
  database: string,
  { Name = "", Columns, PartitionKeys, Parameters }: Partial<TableMetadata>,
): CatalogueTable {
  const columnsOf = (columns: TableMetadata["Columns"] = []) =>
    columns.map(({ Name: name = "", Type = "string" }) => ({ name, type: Type }));
  const keys = columnsOf(PartitionKeys);
  const location = Parameters?.["location"] ?? null;
  const projected = projectedLayout(Parameters ?? {}, location, keys);
  return {
    database,
    table: Name,
    columns: columnsOf(Columns),
    partitionKeys: keys,
    location: projected?.location ?? location,
    ...(projected === null ? {} : { projectedInto: projected.levels }),
  };
}

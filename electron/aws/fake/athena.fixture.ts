import type { CatalogueTable, PartitionValues } from "#core/cost/athena/athena-table.ts";
import type { ReportFormat } from "#core/delivery/delivery.ts";
import type { AthenaStatement } from "#core/sql/athena-statement.ts";
import { allow, AwsError, type FakePrincipal, type FakeWorld } from "./world.fixture.ts";

type Text = string | null;
type Rows = { readonly columns: readonly string[]; readonly rows: readonly (readonly Text[])[] };

export type FakeWorkgroup = {
  readonly name: string;
  isEnabled: boolean;
  /** Where results go; null leaves it to the query. */
  output: string | null;
  enforcesOutput: boolean;
};

/** Athena with one table that can be asked; what a query answers comes from `run`. */
export type FakeAthena = {
  catalogue: CatalogueTable;
  /** Tables beside it in the same database, which are only listed and described. */
  others: readonly CatalogueTable[];
  /** Beside `primary`, which puts results into `output`. */
  workgroups: FakeWorkgroup[];
  readonly partitions: readonly PartitionValues[];
  readonly run: (statement: AthenaStatement) => Promise<Rows>;
  /** Where the workgroup puts results; null leaves it to the query. */
  output: string | null;
  /** What each SELECT reads. */
  scannedBytes: number;
  /** The workgroup's limit per query. */
  cutoffBytes: number | null;
  /** How often a query is looked at before it ends. */
  looks: number;
  /** Queries that were started, and those that were stopped. */
  readonly started: string[];
  readonly stopped: string[];
  readonly executions: Map<string, Execution>;
};

type Execution = {
  readonly text: string;
  readonly parameters: readonly string[];
  readonly rows: Rows | null;
  readonly problem: string;
  readonly scannedBytes: number;
  looks: number;
  isStopped: boolean;
};

type Input = Readonly<Record<string, unknown>>;

const SMALL_PAGE = 50;

export function fakeAthena(table: Pick<FakeAthena, "catalogue" | "partitions" | "run">): FakeAthena {
  return {
    ...table,
    others: [],
    workgroups: [],
    output: "s3://results/",
    scannedBytes: 25_000_000,
    cutoffBytes: null,
    looks: 2,
    started: [],
    stopped: [],
    executions: new Map(),
  };
}

const TABLE_BUCKET = "larkfield-bills";

/** Puts the files of the table into a bucket, below the folder that the catalogue names from now on. */
export function putTable(
  world: FakeWorld,
  athena: FakeAthena,
  format: ReportFormat,
  location = `s3://${TABLE_BUCKET}/reports/`,
): Map<string, Buffer> {
  const objects = new Map<string, Buffer>();
  const names = athena.catalogue.partitionKeys.map(({ name }) => name);
  for (const values of athena.partitions) {
    // Data Exports spell the key in capitals, whatever the catalogue calls it.
    const levels = values.map((value, index) => {
      const name = names[index] ?? "";
      return `${format === "legacy" ? name : name.toUpperCase()}=${value}`;
    });
    objects.set(`reports/${levels.join("/")}/part-0.parquet`, Buffer.from(values.join()));
  }
  world.buckets.set(TABLE_BUCKET, { objects });
  athena.catalogue = { ...athena.catalogue, location };
  return objects;
}

/** Answers one request in Athena's own JSON. */
export async function answerAthena(
  athena: FakeAthena,
  caller: FakePrincipal,
  operation: string,
  body: Buffer,
): Promise<object> {
  allow(caller, `athena:${operation}`);
  const input: Input = JSON.parse(body.toString("utf8"));
  switch (operation) {
    case "ListWorkGroups": {
      const all = workgroupsOf(athena).map(({ name, isEnabled }) => ({
        Name: name,
        State: stateOf(isEnabled),
      }));
      return pagesOf("WorkGroups", all, input);
    }
    case "GetWorkGroup":
      return { WorkGroup: workgroup(athena, input) };
    case "ListDatabases":
      ofGlue(caller, "glue:GetDatabases");
      return pagesOf(
        "DatabaseList",
        databasesOf(athena).map((Name) => ({ Name })),
        input,
      );
    case "GetTableMetadata":
      ofGlue(caller, "glue:GetTable");
      return { TableMetadata: described(tableNamed(athena, input)) };
    case "ListTableMetadata":
      ofGlue(caller, "glue:GetTables");
      return pagesOf("TableMetadataList", tablesIn(athena, input["DatabaseName"]).map(described), input);
    case "StartQueryExecution":
      return { QueryExecutionId: await started(athena, caller, input) };
    case "GetQueryExecution":
      return { QueryExecution: lookedAt(athena, executionOf(athena, input)) };
    case "StopQueryExecution": {
      const execution = executionOf(athena, input);
      execution.isStopped = true;
      athena.stopped.push(execution.text);
      return {};
    }
    case "GetQueryResults":
      return pageOf(executionOf(athena, input), input);
    default:
      throw new AwsError("UnknownOperationException", 400);
  }
}

/** Athena hands on what Glue refuses under a name of its own. */
function ofGlue(caller: FakePrincipal, action: string): void {
  if (caller.deny?.includes(action) !== true) return;
  const words = `User: ${caller.arn} is not authorized to perform: ${action} on resource: arn:aws:glue:us-east-1:111122223333:catalog because no identity-based policy allows it (Service: AmazonDataCatalog; Status Code: 400; Error Code: AccessDeniedException)`;
  throw new AwsError("MetadataException", 400, words);
}

const LISTED_AT_ONCE = 2;

/** Lists come in small pages. */
function pagesOf(name: string, all: readonly object[], input: Input): object {
  const from = Number(input["NextToken"] ?? 0);
  const next = from + LISTED_AT_ONCE;
  return { [name]: all.slice(from, next), ...(next < all.length ? { NextToken: String(next) } : {}) };
}

function workgroupsOf({ output, workgroups }: FakeAthena): readonly FakeWorkgroup[] {
  return [{ name: "primary", isEnabled: true, output, enforcesOutput: false }, ...workgroups];
}

function stateOf(isEnabled: boolean): string {
  return isEnabled ? "ENABLED" : "DISABLED";
}

function workgroupNamed(athena: FakeAthena, name: unknown): FakeWorkgroup {
  const found = workgroupsOf(athena).find((each) => each.name === name);
  if (found === undefined)
    throw new AwsError("InvalidRequestException", 400, `WorkGroup ${textOf(name)} is not found.`);
  return found;
}

function workgroup(athena: FakeAthena, input: Input): object {
  const { name, isEnabled, output, enforcesOutput } = workgroupNamed(athena, input["WorkGroup"]);
  return {
    Name: name,
    State: stateOf(isEnabled),
    Configuration: {
      EnforceWorkGroupConfiguration: enforcesOutput,
      ResultConfiguration: output === null ? {} : { OutputLocation: output },
      ...(athena.cutoffBytes === null ? {} : { BytesScannedCutoffPerQuery: athena.cutoffBytes }),
    },
  };
}

function databasesOf({ catalogue, others }: FakeAthena): readonly string[] {
  return [...new Set(["default", "sampledb", ...[catalogue, ...others].map(({ database }) => database)])];
}

function tablesIn(athena: FakeAthena, database: unknown): readonly CatalogueTable[] {
  if (!databasesOf(athena).includes(textOf(database)))
    throw new AwsError("MetadataException", 400, `Database ${textOf(database)} not found.`);
  return [athena.catalogue, ...athena.others].filter((table) => table.database === database);
}

function tableNamed(athena: FakeAthena, input: Input): CatalogueTable {
  const found = [athena.catalogue, ...athena.others].find(
    ({ database, table }) => database === input["DatabaseName"] && table === input["TableName"],
  );
  if (found === undefined)
    throw new AwsError("MetadataException", 400, "EntityNotFoundException: Entity Not Found");
  return found;
}

function described({ table, columns, partitionKeys, location, projectedInto }: CatalogueTable): object {
  const typed = (each: CatalogueTable["columns"]) =>
    each.map(({ name, type }) => ({ Name: name, Type: type }));
  return {
    Name: table,
    Columns: typed(columns),
    PartitionKeys: typed(partitionKeys),
    Parameters: {
      EXTERNAL: "TRUE",
      ...(location === null ? {} : { location }),
      ...(projectedInto === undefined
        ? {}
        : {
            "projection.enabled": "true",
            "storage.location.template": `${location}${projectedInto.join("/")}`,
          }),
    },
  };
}

async function started(athena: FakeAthena, caller: FakePrincipal, input: Input): Promise<string> {
  const { output, isEnabled } = workgroupNamed(athena, input["WorkGroup"]);
  if (!isEnabled) throw new AwsError("InvalidRequestException", 400, "WorkGroup is disabled.");
  const text = textOf(input["QueryString"]);
  const chosen: unknown = Reflect.get(Object(input["ResultConfiguration"]), "OutputLocation");
  if (output === null && chosen === undefined)
    throw new AwsError("InvalidRequestException", 400, "No output location provided.");
  const parameters = Array.isArray(input["ExecutionParameters"])
    ? input["ExecutionParameters"].map(String)
    : [];
  const mayWrite = caller.deny?.includes("s3:PutObject") !== true;
  const answered = mayWrite
    ? await answerOf(athena, { text, parameters })
    : { rows: null, problem: `Access denied when writing output to url: ${textOf(chosen)}out.csv.` };
  const id = `query-${athena.executions.size + 1}`;
  athena.started.push(text);
  athena.executions.set(id, {
    ...answered,
    text,
    parameters,
    scannedBytes: readsNothing(text) ? 0 : athena.scannedBytes,
    looks: 0,
    isStopped: false,
  });
  return id;
}

function readsNothing(text: string): boolean {
  return text.startsWith("SHOW PARTITIONS") || text === "SELECT 1";
}

async function answerOf(
  athena: FakeAthena,
  statement: AthenaStatement,
): Promise<Pick<Execution, "rows" | "problem">> {
  if (statement.text === "SELECT 1") return { rows: { columns: ["_col0"], rows: [["1"]] }, problem: "" };
  if (readsNothing(statement.text)) return { rows: partitionRows(athena), problem: "" };
  return athena.run(statement).then(
    (rows) => ({ rows, problem: "" }),
    (error: unknown) => ({ rows: null, problem: `GENERIC_USER_ERROR: ${String(error)}` }),
  );
}

function lookedAt({ looks, cutoffBytes }: FakeAthena, execution: Execution): object {
  execution.looks += 1;
  const Statistics = { DataScannedInBytes: execution.scannedBytes };
  const ended = (State: string, reason: string) => ({
    Status: { State, ...(reason === "" ? {} : { StateChangeReason: reason }) },
    Statistics,
  });
  if (execution.isStopped) return ended("CANCELLED", "Query cancelled by user");
  if (execution.looks === 1) return { Status: { State: "QUEUED" } };
  if (execution.looks <= looks) return ended("RUNNING", "");
  if (cutoffBytes !== null && execution.scannedBytes > cutoffBytes)
    return ended("CANCELLED", "Bytes scanned limit was exceeded");
  return execution.rows === null ? ended("FAILED", execution.problem) : ended("SUCCEEDED", "");
}

/** The names of the columns are the first row of the first page, but of no list of partitions; pages end early. */
function pageOf({ text, rows }: Execution, input: Input): object {
  const told = rows ?? { columns: [], rows: [] };
  const all = text.startsWith("SHOW") ? told.rows : [told.columns, ...told.rows];
  const from = Number(input["NextToken"] ?? 0);
  const next = from + SMALL_PAGE;
  return {
    ResultSet: {
      Rows: all
        .slice(from, next)
        .map((row) => ({ Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) })),
    },
    ...(next < all.length ? { NextToken: String(next) } : {}),
  };
}

function partitionRows({ catalogue, partitions }: FakeAthena): Rows {
  // A table whose partitions are worked out has none that could be listed.
  const listed = catalogue.projectedInto === undefined ? partitions : [];
  const lines = listed.map((values) =>
    values.map((value, index) => `${catalogue.partitionKeys[index]?.name}=${value}`).join("/"),
  );
  return { columns: ["partition"], rows: lines.map((line) => [line]) };
}

function executionOf({ executions }: FakeAthena, input: Input): Execution {
  const found = executions.get(textOf(input["QueryExecutionId"]));
  if (found === undefined) throw new AwsError("InvalidRequestException", 400, "QueryExecution was not found");
  return found;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

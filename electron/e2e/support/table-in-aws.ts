import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NEW_ACCOUNT_STATE, type CostAccount } from "#core/account/cost-account.ts";
import type { ScanLimits } from "#core/account/report-place.ts";
import type { SampleTotals } from "#core/sample/totals.ts";
import { closedOptions } from "#core/sample/world.ts";
import { fakeAthena, putTable, type FakeAthena } from "../../aws/fake/athena.fixture.ts";
import type { FakeAws } from "../../aws/fake/fake-aws.fixture.ts";
import { trinoOnDuckdb } from "../../engine/cost/testing/trino-on-duckdb.fixture.ts";
import { writeSample } from "../../engine/sample/write-sample.ts";

/** Months of the sample company as a table in Athena, the last of them February 2026; that one may be imported as well. */
export type TableInAws = {
  readonly athena: FakeAthena;
  readonly totals: SampleTotals;
  /** Folder of the files of all months, as AWS delivers them. */
  readonly files: string;
  /** Folders of the files of the newest month. */
  readonly newest: readonly string[];
  /** Writes the account that reads the table into the only workspace of a data folder, as a former start left it. */
  connect(dataFolder: string, limits?: Partial<ScanLimits>): Promise<void>;
  close(): void;
};

/** As the manifests of the sample call it. */
export const REPORT_NAME = "larkfield-cur2";
const LIMITS: ScanLimits = {
  askAboveBytes: 1_000_000_000,
  perQueryBytes: 50_000_000_000,
  perDayBytes: 1_000_000_000_000,
  pricePerTb: "5",
};

export async function tableInAws(aws: FakeAws, folder: string, months = 3): Promise<TableInAws> {
  const files = join(folder, "files");
  const { totals } = await writeSample({
    directory: files,
    world: { ...closedOptions("2026-02", months), rows: months * 1_000 },
    format: "cur2",
    options: { parquet: true, rowsPerFile: 2_000 },
  });
  const trino = await trinoOnDuckdb(files, "cur2");
  const athena = fakeAthena(trino);
  aws.world.athena = athena;
  putTable(aws.world, athena, "cur2");
  const names = await readdir(files, { recursive: true });
  return {
    athena,
    totals,
    files,
    newest: names.filter((name) => name.endsWith("BILLING_PERIOD=2026-02")).map((name) => join(files, name)),
    async connect(dataFolder, limits = {}) {
      const workspaces = join(dataFolder, "workspaces");
      const [workspace = ""] = await readdir(workspaces);
      const { database, table: name } = athena.catalogue;
      const account: CostAccount = {
        id: "larkfield",
        displayName: "Larkfield payer",
        access: { type: "iam-user", base: { kind: "environment" } },
        accountType: "management",
        reportName: REPORT_NAME,
        location: null,
        requesterPays: false,
        startDate: null,
        place: {
          type: "both",
          table: {
            region: "us-east-1",
            workgroup: "primary",
            catalog: "AwsDataCatalog",
            database,
            name,
            output: null,
          },
          limits: { ...LIMITS, ...limits },
          localMonths: 1,
        },
        createdAt: "2026-01-01T00:00:00Z",
        link: null,
      };
      const state = NEW_ACCOUNT_STATE;
      const book = {
        version: 1,
        keychainId: "0c2f1b7e-7d9a-4c39-9d0f-0a5f1c2b3d4e",
        accounts: [{ account, state, keys: null, manifests: {} }],
        drafts: [],
        logins: [],
      };
      await writeFile(join(workspaces, workspace, "accounts.json"), JSON.stringify(book));
    },
    close: () => trino.close(),
  };
}

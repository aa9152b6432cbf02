import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { fakeAthena, type FakeAthena } from "../../aws/fake/athena.fixture.ts";
import { BILLS, NO_REPORT } from "../../aws/fake/tables.fixture.ts";
import { startFakeAws, type FakeAws } from "../../aws/fake/fake-aws.fixture.ts";
import {
  CONSULTANT,
  deliverTo,
  emptyWorld,
  KEY_ID,
  REPORT,
  ROLE,
  SECRET,
  type Delivery,
} from "../../aws/fake/deliver.fixture.ts";
import { test as journey } from "./journey.ts";
import { wizard } from "./pages/accounts.ts";

/** An AWS of the journey's own, with a client whose costs lie in a bucket. */
export type Cloud = {
  readonly aws: FakeAws;
  /** For files of the journey. */
  readonly folder: string;
  /** Has the app ask this AWS, with credentials in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Puts months into the bucket, the last of them February 2026. */
  deliver(months: number, more?: Partial<Delivery>): Promise<unknown>;
  /** Puts a table of a report that lies in AWS into the catalogue of Athena, with the files of two months. */
  tables(): FakeAthena;
  /** Fills in the wizard, which is open, for a role, and saves. */
  connectRole(page: Page, account: { readonly name: string; readonly report?: string }): Promise<void>;
};

export const test = journey.extend<{ cloud: Cloud }>({
  cloud: async ({ planted }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "cloud-"));
    const aws = await startFakeAws(emptyWorld(null));
    planted.secrets(() => secretsOf(aws));
    await use({
      aws,
      folder,
      environment: {
        CLOUDSPEND_AWS_ENDPOINT: aws.endpoint,
        AWS_ACCESS_KEY_ID: KEY_ID,
        AWS_SECRET_ACCESS_KEY: SECRET,
        AWS_CONFIG_FILE: join(folder, "no-config"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-credentials"),
      },
      deliver: (months, more = {}) =>
        deliverTo(aws.world, {
          directory: join(folder, `made-${JSON.stringify([months, more]).replaceAll(/\W+/g, "-")}`),
          lastPeriod: "2026-02",
          months,
          rows: months * 1_500,
          seed: "first",
          ...more,
        }),
      tables: () => {
        const athena = fakeAthena({
          catalogue: BILLS,
          partitions: [
            ["2026", "9"],
            ["2026", "10"],
          ],
          run: () => Promise.reject(new Error("nothing is asked of its line items")),
        });
        athena.others = [NO_REPORT];
        aws.world.athena = athena;
        const files = ["9", "10"].map(
          (month) => [`cur/bills/year=2026/month=${month}/part-0.parquet`, Buffer.alloc(2_000)] as const,
        );
        aws.world.buckets.set("bills-in-aws", { objects: new Map(files) });
        return athena;
      },
      async connectRole(page, { name, report = REPORT }) {
        const form = wizard(page);
        await form.displayName.fill(name);
        await form.choose("Environment");
        const role = `${ROLE}-${aws.world.roles.length}`;
        aws.world.roles.push({ arn: role, trusts: [CONSULTANT], externalId: await form.externalId() });
        await form.roleArn.fill(role);
        await form.goTo(3);
        await form.reportName.fill(report);
        await expect(form.check("Deliveries")).toContainText("AWS has delivered");
        await form.save.click();
      },
    });
    await aws.close();
    await rm(folder, { recursive: true, force: true });
  },
});

/** Every secret this AWS has given out or accepts: none may ever be in a file of the app. */
function secretsOf({ world }: FakeAws): readonly string[] {
  return world.principals.flatMap(({ secretAccessKey, sessionToken }) =>
    sessionToken === undefined ? [secretAccessKey] : [secretAccessKey, sessionToken],
  );
}

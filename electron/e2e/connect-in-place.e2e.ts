import { CONSULTANT, putReport, ROLE } from "../aws/fake/deliver.fixture.ts";
import { graveViolations } from "./support/accessibility.ts";
import { test, type Cloud } from "./support/cloud.ts";
import { dollars } from "./support/dollars.ts";
import { expect, type Session } from "./support/journey.ts";
import { accounts, wizard } from "./support/pages/accounts.ts";
import { explorer } from "./support/pages/explorer.ts";
import { frame } from "./support/pages/frame.ts";
import { startPage } from "./support/pages/start-page.ts";
import { REPORT_NAME, tableInAws } from "./support/table-in-aws.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

for (const theme of ["light", "dark"] as const)
  test(`a table in AWS is found, checked and connected without a download, in the ${theme} theme`, async ({
    start,
    cloud,
  }) => {
    test.setTimeout(180_000);
    const athena = cloud.tables();
    athena.workgroups = [
      { name: "billing", isEnabled: true, output: "s3://answers/billing/", enforcesOutput: true },
    ];
    const session = await start({ theme, env: cloud.environment });
    const { page } = session;
    await resize(session, [1280, 800]);
    const form = await begin(session, cloud);
    await form.pick("Workgroup", "billing");
    await expect(form.output).toBeDisabled();
    await expect(page.getByText("The workgroup prescribes s3://answers/billing/")).toBeVisible();
    await form.pick("Database", "cur");
    await expect(page.getByText("1 table is no report")).toBeVisible();
    await page.getByText("1 table is no report").click();
    await expect(page.getByText("without which a table is no report")).toBeVisible();
    await form.table("bills").click();
    await expect(form.check("Table")).toContainText("bills is a Legacy CUR report, divided by year, month.");
    await expect(form.check("The table's files")).toContainText("can be listed and read");
    await expect(form.check("Query results")).toContainText("as the workgroup has it");
    const violations = await inspect(session, theme, "connect-in-place");
    await page
      .getByRole("button", { name: /^Policy for Athena/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "What questions may cost" }).scrollIntoViewIfNeeded();
    await photograph(session, `${theme}/connect-in-place-limits-1280x800`);
    const policy = page.getByRole("region", { name: "Policy for Athena" });
    await expect(policy).toContainText("arn:aws:s3:::bills-in-aws/cur/bills/*");
    await expect(policy).toContainText("arn:aws:s3:::answers/billing/*");

    cloud.aws.requests.length = 0;
    await form.save.click();
    const card = accounts(page).card("Larkfield");
    await expect(card).toContainText("Read in AWS", { timeout: 60_000 });
    await expect(card).toContainText("us-east-1 · cur.bills");
    await expect(card).toContainText("50 GB a query, 1 TB a day");
    await expect(page.getByText("Larkfield is saved").first()).toBeHidden({ timeout: 30_000 });
    violations.push(...(await inspect(session, theme, "account-in-place")));
    expect(violations).toEqual([]);
    expect(athena.started.every((text) => text === "SELECT 1" || text.startsWith("SHOW PARTITIONS"))).toBe(
      true,
    );
    const asked = new Set(cloud.aws.requests.map(({ operation }) => operation));
    expect(asked).toContain("GetTableMetadata");
    expect(asked).not.toContain("DescribeReportDefinitions");

    // A permission that is taken away is named, and mended by the policy.
    cloud.aws.world.roles = cloud.aws.world.roles.map((role) => ({ ...role, deny: ["glue:GetTable"] }));
    for (const principal of cloud.aws.world.principals.slice(1)) principal.deny = ["glue:GetTable"];
    await page.getByRole("button", { name: "Check Larkfield now" }).click();
    await page.getByRole("link", { name: "See what is wrong" }).click();
    const { errors } = accounts(page);
    await expect(errors).toContainText("AWS does not allow glue:GetTable");
    await expect(page.getByRole("button", { name: /Copy the policy for Athena/ })).toBeVisible();
    for (const principal of cloud.aws.world.principals) principal.deny = [];
    cloud.aws.world.roles = cloud.aws.world.roles.map((role) => ({ ...role, deny: [] }));
    await page.getByRole("button", { name: "Check all again" }).click();
    await expect(page.getByText("No account has a configuration error")).toBeVisible();
  });

test("a table that is no report is refused, and where nothing may be listed names are typed", async ({
  start,
  cloud,
}) => {
  cloud.tables();
  const session = await start({ env: cloud.environment });
  const { page } = session;
  const form = await begin(session, cloud, {
    deny: ["athena:ListWorkGroups", "glue:GetDatabases", "glue:GetTables"],
  });
  await page.getByRole("textbox", { name: "Database" }).fill("cur");
  await page.getByRole("textbox", { name: "Table name" }).fill("cost_and_usage_data_status");
  await expect(form.check("Table")).toContainText("without which a table is no report");
  await page.getByRole("textbox", { name: "Table name" }).fill("bills");
  await expect(form.check("The table's files")).toContainText("can be listed and read");
  await form.save.click();
  await expect(accounts(page).card("Larkfield")).toContainText("Read in AWS", { timeout: 60_000 });
});

test("recent months are fetched, older ones are asked in AWS, and both are one answer", async ({
  start,
  cloud,
}) => {
  test.setTimeout(180_000);
  const table = await tableInAws(cloud.aws, cloud.folder);
  await putReport(cloud.aws.world, table.files, "cur2");
  const session = await start({ env: cloud.environment });
  const { page } = session;
  const form = await begin(session, cloud, { place: "Both" });
  await form.reportName.fill(REPORT_NAME);
  await form.months.fill("2");
  await form.pick("Workgroup", "primary");
  await form.pick("Database", table.athena.catalogue.database);
  await form.table(table.athena.catalogue.table).click();
  await expect(form.check("Deliveries")).toContainText("AWS has delivered");
  await expect(form.check("The table's files")).toContainText("can be listed and read");
  const violations = await inspect(session, "light", "connect-both");
  await form.save.click();
  const card = accounts(page).card("Larkfield");
  await expect(card).toContainText("Up to date", { timeout: 60_000 });
  await expect(card).toContainText("Read in AWS, but the last 2 months");
  await expect(card).toContainText(/Cost in February 2026\$[\d,.]+Periods1/);
  await expect(frame(page).notice("is up to date")).toBeVisible();
  await frame(page).noticesGone();
  violations.push(...(await inspect(session, "light", "account-both")));
  expect(violations).toEqual([]);

  await frame(page).goTo("Explorer");
  await page.getByRole("button", { name: /^Period: / }).click();
  await page.getByRole("button", { name: /^Last 3 months/ }).click();
  await expect(page.getByRole("region", { name: "Read in AWS" })).toContainText("AWS has read");
  const { unblended = "" } = table.totals.overall.metrics;
  await expect(explorer(page).table.getByRole("row", { name: /^Total/ })).toContainText(dollars(unblended));
  table.close();
});

/** Up to the choice of AWS as the place where line items are read. */
async function begin(
  session: Session,
  cloud: Cloud,
  {
    deny = [],
    place = "In AWS, through Athena",
  }: { readonly deny?: readonly string[]; readonly place?: string } = {},
) {
  const { page } = session;
  await startPage(page).integrate();
  const form = wizard(page);
  await form.displayName.fill("Larkfield");
  await form.choose("Environment");
  const externalId = await form.externalId();
  cloud.aws.world.roles = [{ arn: ROLE, trusts: [CONSULTANT], externalId, deny }];
  await form.roleArn.fill(ROLE);
  await form.goTo(3);
  await form.choose(place);
  await expect(form.region).toHaveValue("us-east-1");
  return form;
}

/** Pictures in both sizes, no sideways scrolling, and what axe objects to. */
async function inspect(session: Session, theme: string, screen: string): Promise<string[]> {
  for (const size of [
    [1024, 700],
    [1280, 800],
  ] as const) {
    await resize(session, size);
    await photograph(session, `${theme}/${screen}-${size.join("x")}`);
    await expectNoSidewaysScroll(session);
  }
  return [...(await graveViolations(session.page, `${screen} ${theme}`))];
}

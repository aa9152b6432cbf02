import { graveViolations } from "./support/accessibility.ts";
import { expect, test } from "./support/journey.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { sql } from "./support/pages/sql.ts";
import { expectNoSidewaysScroll, photograph, resize } from "./support/window.ts";

const BY_SERVICE =
  "SELECT day, service, sum(amortized) AS cost FROM daily GROUP BY day, service ORDER BY day, cost DESC";
const ENDLESS = "SELECT sum(sin(a.range) * cos(b.range)) FROM range(10000000) a, range(10000000) b";

for (const theme of ["light", "dark"] as const)
  test(`a question in SQL: completed, run, drawn, cancelled, saved and found again, in the ${theme} theme`, async ({
    start,
    withYear,
  }) => {
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    const refusals: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) refusals.push(message.text());
    });
    await resize(session, [1280, 800]);
    await overview(page).waitForCosts();
    await frame(page).goTo("SQL");
    const console = sql(page);
    await expect(console.editor).toBeVisible();
    await expect(console.columns.getByRole("button", { name: /^line_items \d/ })).toBeVisible();

    await console.runByKey();
    await expect(console.result.getByRole("gridcell").first()).toBeVisible();
    await expect(console.status).toContainText(/rows in/);
    await photograph(session, `${theme}/sql-first`);
    expect(await graveViolations(page, "SQL")).toEqual([]);

    await console.write("SELECT service, sum(amor");
    const offered = page.getByRole("listbox");
    await expect(offered).toContainText("amortized");
    await photograph(session, `${theme}/sql-completion`);
    await page.keyboard.press("Enter");
    await page.keyboard.type(") AS cost FROM daily GROUP BY service ORDER BY cost DESC");
    await console.runByKey();
    await expect(console.result).toContainText("AmazonEC2");

    await console.write("SELECT servic FROM daily");
    await console.runByKey();
    await expect(console.problem).toContainText('There is no column "servic" here');
    await expect(page.locator(".cm-problem")).toHaveText("servic");
    await photograph(session, `${theme}/sql-problem`);

    await console.write("COPY daily TO '/tmp/costs.csv'");
    await console.runByKey();
    await expect(console.problem).toContainText("COPY is not a query");

    await console.write(ENDLESS);
    await console.runByKey();
    await expect(console.cancel).toBeVisible();
    await console.cancel.click();
    await expect(console.problem).toContainText("cancelled");

    await console.write(BY_SERVICE);
    await console.runByKey();
    await expect(console.result.getByRole("columnheader", { name: "day" })).toBeVisible();
    await photograph(session, `${theme}/sql-result`);
    await page.getByRole("button", { name: "Chart" }).click();
    await expect(page.getByRole("figure", { name: /^cost by day/ })).toBeVisible();
    await page.waitForTimeout(400);
    await photograph(session, `${theme}/sql-chart`);
    expect(await graveViolations(page, "SQL chart")).toEqual([]);

    await page.getByRole("button", { name: "Queries" }).click();
    await page.getByRole("textbox", { name: "Name of this query" }).fill("Cost by day");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByRole("button", { name: "Delete query Cost by day" })).toBeVisible();
    await photograph(session, `${theme}/sql-queries`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "History" }).click();
    await expect(page.getByRole("dialog", { name: "History of queries" })).toContainText("failed");
    await photograph(session, `${theme}/sql-history`);
    await page.keyboard.press("Escape");

    await console.write("SELECT 1 AS one");
    await frame(page).goTo("Overview");
    await frame(page).goTo("SQL");
    await expect(console.editor).toContainText("SELECT 1 AS one");
    await page.getByRole("button", { name: "Queries" }).click();
    await page.getByRole("button", { name: "Cost by day", exact: true }).click();
    await expect(console.editor).toContainText("GROUP BY day, service");

    await resize(session, [1024, 700]);
    await console.runByKey();
    await expect(console.result).toContainText("AmazonRDS");
    await expectNoSidewaysScroll(session);
    await expect(page.getByRole("button", { name: "Export the result" })).toBeInViewport({ ratio: 1 });
    await photograph(session, `${theme}/sql-small`);
    expect(refusals).toEqual([]);
  });

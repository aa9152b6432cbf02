import { graveViolations } from "./support/accessibility.ts";
import { expect, test } from "./support/journey.ts";
import { commitments } from "./support/pages/commitments.ts";
import { frame } from "./support/pages/frame.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1280, 800],
  [1024, 700],
];

for (const theme of ["light", "dark"] as const)
  test(`from the portfolio to an ARN's hours and line items, the simulator and the fair share, ${theme}`, async ({
    start,
    withYear,
  }) => {
    test.setTimeout(120_000);
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    const violations: string[] = [];
    const inspect = async (name: string): Promise<void> => {
      await page.waitForTimeout(400);
      violations.push(...(await graveViolations(page, name)));
      for (const size of SIZES) {
        await resize(session, size);
        await expectNoSidewaysScroll(session);
        await photograph(session, `${theme}/${name}-${size.join("x")}`);
      }
      await resize(session, [1280, 800]);
    };

    await overview(page).waitForCosts();
    await frame(page).goTo("Commitments");
    const { figures, arns, expiries, hours, days, open, tab, field, outcome, shares } = commitments(page);
    await expect(figures).toContainText("Effective savings rate");
    await expect(arns.first()).toContainText("$");
    await expect(expiries.first()).toContainText("20");
    await inspect("commitments");

    await open(arns.first());
    await expect(days.first()).toContainText("$");
    await inspect("commitment");
    await open(days.first());
    await expect(hours).toHaveCount(24);
    await inspect("commitment-hours");
    await open(hours.first());
    await expect(lineItems(page).summary).toContainText("line items");
    await expect(lineItems(page).rows.first()).toBeVisible();

    await frame(page).goTo("Commitments");
    await tab("Simulator").click();
    await expect(outcome).toContainText("Commitment that saves most");
    await field("Risk: usage falls by, %").fill("25");
    await expect(outcome).toContainText("If usage falls by 25%");
    await field("Commitment per hour").fill("1");
    await expect(outcome).toContainText("$1.00/h");
    await inspect("simulator");

    await tab("Fair share").click();
    await expect(shares.first()).toContainText("$");
    await inspect("fair-share");
    expect(violations).toEqual([]);
  });

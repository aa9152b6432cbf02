import { wasteWorld } from "#core/sample/variants.ts";
import { closedOptions } from "#core/sample/world.ts";
import { writeSample } from "../engine/sample/write-sample.ts";
import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { findings } from "./support/pages/findings.ts";
import { frame } from "./support/pages/frame.ts";
import { imports } from "./support/pages/imports.ts";
import { lineItems } from "./support/pages/line-items.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
];
const IDLE = "Idle NAT gateways";

test("a finding is accepted with a note, kept, measured, and its resources are opened", async ({
  start,
}, info) => {
  test.setTimeout(240_000);
  const bills = info.outputPath("bills");
  await writeSample({
    directory: bills,
    world: wasteWorld({ ...closedOptions("2025-05", 3), rows: 9_000 }),
    format: "legacy",
  });
  const light = await start({ theme: "light" });
  const { page } = light;
  await imports(page).dropAndImport(bills);
  await frame(page).goTo("Findings");
  const screen = findings(page);
  await expect(screen.figures).toContainText("$");
  const violations = [...(await inspect(light, "light/findings"))];

  await screen.finding(IDLE).click();
  await expect(page.getByText("aws ec2 delete-nat-gateway")).toBeVisible();
  await screen.status("Accepted").click();
  await screen.owner.fill("Ana");
  await screen.note.fill("Delete after the release");
  await screen.note.blur();
  await expect(screen.finding(IDLE)).toContainText("Accepted");
  violations.push(...(await inspect(light, "light/findings-accepted")));

  const gateway = screen.items.filter({ hasText: "natgateway/nat-0wasteidle" });
  const saved = (await gateway.locator("td.strong").innerText()).trim();
  await gateway.getByRole("button", { name: /^Line items of/ }).click();
  await expect(lineItems(page).summary).toContainText("31");
  expect(saved).toMatch(/^\$\d/);
  await page.goBack();
  await expect(screen.status("Accepted")).toHaveAttribute("aria-pressed", "true");
  await light.app.close();

  const dark = await start({ theme: "dark" });
  await frame(dark.page).goTo("Findings");
  const again = findings(dark.page);
  await again.finding(IDLE).click();
  await expect(again.note).toHaveValue("Delete after the release");
  await expect(again.owner).toHaveValue("Ana");
  await expect(again.realised).toContainText("No later month has ended yet");
  violations.push(...(await inspect(dark, "dark/findings-accepted")));

  await dark.page.getByRole("combobox", { name: "Month" }).click();
  await dark.page.getByRole("option", { name: "April 2025" }).click();
  await expect(dark.page.getByText("Saves in April 2025")).toBeVisible();
  await again.finding("Idle Kinesis streams").click();
  await again.status("Accepted").click();
  await expect(again.realised).toContainText("realised in one month");
  violations.push(...(await inspect(dark, "dark/findings-measured")));
  await again.notes("Cannot be told from a bill").click();
  await expect(dark.page.getByRole("table")).toContainText("Compute Optimizer");
  violations.push(...(await inspect(dark, "dark/findings-beyond")));
  await again.notes("Not computable").click();
  violations.push(...(await inspect(dark, "dark/findings-not-computable")));
  expect(violations).toEqual([]);
});

/** Looks at the screen in both sizes, and for what keeps people from using it. */
async function inspect(session: Session, name: string): Promise<readonly string[]> {
  const violations = await graveViolations(session.page, name);
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await photograph(session, `${name}-${size[0]}`);
  }
  return violations;
}

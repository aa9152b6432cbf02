import { graveViolations } from "./support/accessibility.ts";
import { expect, test, type Session } from "./support/journey.ts";
import { dashboards } from "./support/pages/dashboards.ts";
import { frame } from "./support/pages/frame.ts";
import { overview } from "./support/pages/overview.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
];

test("a dashboard is made, moved and reopened, and every change is undone", async ({ start, withYear }) => {
  await withYear();
  const first = await start({ theme: "light" });
  const { page } = first;
  await overview(page).waitForCosts();
  await page.keyboard.press("g");
  await page.keyboard.press("y");
  const board = dashboards(page);
  await board.begin("Finance monthly");
  await board.waitForCosts();
  const made = await board.names();

  await board.tile("Last month").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect.poll(board.names).toEqual([made[1], made[0], ...made.slice(2)]);
  await expect(board.tile("Last month")).toBeFocused();
  const width = (await board.tile("Last month").boundingBox())?.width ?? 0;
  await page.keyboard.press("Shift+ArrowRight");
  await expect
    .poll(async () => (await board.tile("Last month").boundingBox())?.width ?? 0)
    .toBeGreaterThan(width);

  await dragOnto(first, "Year to date", "Month to date");
  await expect.poll(board.names).toEqual([made[3], made[1], made[0], made[2], ...made.slice(4)]);

  await board.tile("Last month").focus();
  await page.keyboard.press("Delete");
  await expect(board.tile("Last month")).toBeHidden();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(board.tile("Last month")).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(board.names).toEqual(made);
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(board.names).toEqual([made[1], made[0], ...made.slice(2)]);

  await page.getByRole("button", { name: "Add tile" }).click();
  await page.getByRole("radio", { name: /^Text/ }).check();
  await page.getByLabel("Text", { exact: true }).fill("Ask procurement about the renewal.");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(board.board).toContainText("Ask procurement about the renewal.");
  await first.app.close();

  const second = await start({ theme: "light" });
  await overview(second.page).waitForCosts();
  await frame(second.page).goTo("Dashboards");
  const again = dashboards(second.page);
  await again.waitForCosts();
  await expect.poll(again.names).toEqual([made[1], made[0], ...made.slice(2), "Text"]);
  await second.page.getByRole("button", { name: "Present" }).click();
  await expect(frame(second.page).rail).toBeHidden();
  await photograph(second, "light/dashboard-presented");
  await second.page.keyboard.press("Escape");
  await expect(frame(second.page).rail).toBeVisible();
});

test("what the Explorer shows becomes a tile that explains itself and leads back", async ({
  start,
  withYear,
}) => {
  await withYear();
  const session = await start({ theme: "light" });
  const { page } = session;
  await overview(page).waitForCosts();
  await frame(page).goTo("Explorer");
  await page.getByRole("button", { name: "Add to dashboard" }).click();
  await page.getByRole("menuitem", { name: "The total" }).hover();
  await page.getByRole("menuitem", { name: "New dashboard…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Monday");
  await page.getByRole("button", { name: "Create" }).click();
  await expect(frame(page).notice("Added to “Monday”")).toBeVisible();
  await frame(page).goTo("Dashboards");
  const board = dashboards(page);
  await board.waitForCosts();
  await board.tile("Month to date").locator("[data-explain]").first().click();
  await expect(page.getByRole("complementary")).toContainText("lineItem/UnblendedCost");
  await board.tile("Month to date").getByRole("link", { name: "Month to date" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Explorer" })).toBeAttached();
});

for (const theme of ["light", "dark"] as const) {
  test(`dashboards in the ${theme} theme are accessible and fit`, async ({ start, withYear }) => {
    await withYear();
    const session = await start({ theme });
    const { page } = session;
    await overview(page).waitForCosts();
    await frame(page).goTo("Dashboards");
    await expect(page.getByText("No dashboard yet")).toBeVisible();
    const violations = [...(await inspect(session, `${theme}/dashboards-none`))];
    const board = dashboards(page);
    await board.begin("Finance monthly");
    await board.waitForCosts();
    violations.push(...(await inspect(session, `${theme}/dashboard-finance`)));
    await page.getByRole("button", { name: "Dashboards", exact: true }).click();
    await page.getByRole("menuitem", { name: "Engineering daily" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Engineering daily" })).toBeVisible();
    await board.waitForCosts();
    violations.push(...(await inspect(session, `${theme}/dashboard-engineering`)));
    await page.getByRole("button", { name: "Add tile" }).click();
    await page.getByRole("radio", { name: /^Chart/ }).check();
    violations.push(...(await inspect(session, `${theme}/dashboard-tile`)));
    expect(violations).toEqual([]);
  });
}

async function dragOnto({ page }: Session, from: string, onto: string): Promise<void> {
  const board = dashboards(page);
  const tile = board.tile(from);
  await tile.hover();
  const grip = await tile.locator(".grip").boundingBox();
  const target = await board.tile(onto).boundingBox();
  if (grip === null || target === null) throw new Error("nothing to drag");
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + 40, target.y + 40, { steps: 6 });
  await page.mouse.up();
}

/** Keeps pictures in both sizes and returns what is grave about the screen. */
async function inspect(session: Session, name: string): Promise<readonly string[]> {
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    await session.page.waitForTimeout(400);
    await photograph(session, `${name}-${size.join("x")}`);
  }
  return graveViolations(session.page, name);
}

import { expect, type Page } from "@playwright/test";

export function dashboards(page: Page) {
  const board = page.getByRole("list", { name: /^Tiles of / });
  return {
    board,
    tiles: board.getByRole("listitem").and(page.locator("[data-tile]")),
    tile: (name: string) => board.getByRole("listitem", { name, exact: true }),
    /** Makes one of the dashboards to begin with. */
    async begin(starter: string) {
      await page.getByRole("button", { name: starter }).click();
      await expect(page.getByRole("heading", { level: 1, name: starter })).toBeVisible();
    },
    /** Names of the tiles in their order. */
    names: () =>
      board
        .locator("[data-tile]")
        .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("aria-label") ?? "")),
    async waitForCosts() {
      await expect(board.locator("[aria-busy=true]")).toHaveCount(0, { timeout: 30_000 });
      await expect(board).toContainText("$");
    },
  };
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Session } from "./support/journey.ts";
import { graveViolations } from "./support/accessibility.ts";
import { frame } from "./support/pages/frame.ts";
import { clientReport } from "./support/pages/client-report.ts";
import { overview } from "./support/pages/overview.ts";
import { choosePlace } from "./support/place.ts";
import { expectNoSidewaysScroll, photograph, resize, type Size } from "./support/window.ts";

const SIZES: readonly Size[] = [
  [1024, 700],
  [1280, 800],
];
const CLIENT = "Globex & Söhne";

test("a client's report is made, looked at, saved as PDF and HTML, and there again next time", async ({
  start,
  withYear,
  dataFolder,
}) => {
  test.setTimeout(240_000);
  await withYear();
  const light = await start({ theme: "light" });
  await overview(light.page).waitForCosts();
  await frame(light.page).goTo("Report");
  const screen = clientReport(light.page);
  await expect(screen.picture(1)).toBeVisible({ timeout: 60_000 });
  await screen.client.fill(CLIENT);
  await screen.accent.fill("#9b2c1f");
  await expect.poll(() => colourAt(light, 0.003, 0.5), { timeout: 60_000 }).toEqual([155, 44, 31]);
  const pages = await screen.pages.count();
  expect(pages).toBeGreaterThan(9);
  const violations = [...(await inspect(light, "light/report"))];

  const pdf = join(dataFolder, "globex.pdf");
  await choosePlace(light, pdf);
  await screen.savePdf.click();
  await expect(frame(light.page).notice("The report is written")).toBeVisible({ timeout: 60_000 });
  const printed = await readFile(pdf, "latin1");
  expect(printed.slice(0, 5)).toBe("%PDF-");
  expect(printed.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(pages);

  const html = join(dataFolder, "globex.html");
  await choosePlace(light, html);
  await screen.more("Save as HTML…");
  await expect
    .poll(() => readFile(html, "utf8").catch(() => ""), { timeout: 60_000 })
    .toContain("Globex &amp; Söhne");
  await light.app.close();

  const dark = await start({ theme: "dark" });
  await overview(dark.page).waitForCosts();
  await frame(dark.page).goTo("Report");
  const again = clientReport(dark.page);
  await expect(again.client).toHaveValue(CLIENT);
  await expect(again.picture(1)).toBeVisible({ timeout: 60_000 });
  violations.push(...(await inspect(dark, "dark/report")));
  expect(violations).toEqual([]);
});

/** Looks at the screen in both sizes, and for what keeps people from using it. */
async function inspect(session: Session, name: string): Promise<readonly string[]> {
  const violations = await graveViolations(session.page, name);
  for (const size of SIZES) {
    await resize(session, size);
    await expectNoSidewaysScroll(session);
    const below = await session.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(below).toBeLessThanOrEqual(0);
    await expect(clientReport(session.page).picture(1)).toBeVisible();
    await photograph(session, `${name}-${size[0]}`);
  }
  return violations;
}

/** Colour of the cover's picture at a place given by shares of its width and height. */
function colourAt({ page }: Session, x: number, y: number): Promise<readonly number[]> {
  return clientReport(page)
    .picture(1)
    .evaluate(
      async (image, at) => {
        if (!(image instanceof HTMLImageElement)) throw new Error("the page is no picture");
        await image.decode();
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext("2d");
        context?.drawImage(image, 0, 0);
        const place = [Math.floor(at.x * canvas.width), Math.floor(at.y * canvas.height)] as const;
        return [...(context?.getImageData(place[0], place[1], 1, 1).data ?? [])].slice(0, 3);
      },
      { x, y },
    );
}

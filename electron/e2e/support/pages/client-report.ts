import type { Page } from "@playwright/test";

export function clientReport(page: Page) {
  const pages = page.getByRole("group", { name: "Pages" }).getByRole("listitem");
  return {
    client: page.getByRole("textbox", { name: "Client" }),
    accent: page.getByRole("textbox", { name: "Accent colour" }),
    pages,
    picture: (number: number) => pages.getByRole("img", { name: new RegExp(`^Page ${number} of `) }),
    savePdf: page.getByRole("button", { name: "Save as PDF…" }),
    async more(item: string) {
      await page.getByRole("button", { name: "More files" }).click();
      await page.getByRole("menuitem", { name: item }).click();
    },
  };
}

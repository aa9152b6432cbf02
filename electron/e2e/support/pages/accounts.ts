import type { Locator, Page } from "@playwright/test";
import { dropOn } from "../drop.ts";

/** The accounts screen and the one of accounts that do not work. */
export function accounts(page: Page) {
  return {
    card: (name: string): Locator => page.getByRole("article", { name }),
    errors: page.getByRole("main").getByRole("table"),
  };
}

/** The three stages of connecting an account. */
export function wizard(page: Page) {
  const checks = page.getByRole("complementary", { name: "Checks" });
  return {
    displayName: page.getByRole("textbox", { name: "Display name" }),
    roleArn: page.getByRole("textbox", { name: "Role ARN" }),
    reportName: page.getByRole("textbox", { name: "Report name" }),
    bucket: page.getByRole("textbox", { name: "Bucket name" }),
    prefix: page.getByRole("textbox", { name: "Bucket prefix" }),
    save: page.getByRole("button", { name: "Save", exact: true }),
    region: page.getByRole("textbox", { name: "Region of the table" }),
    output: page.getByRole("textbox", { name: "Result location" }),
    months: page.getByRole("textbox", { name: "Billing periods on this computer" }),
    /** A report among the tables of the database. */
    table: (name: string): Locator => page.getByRole("button", { name: new RegExp(`^${name} `) }),
    /** Chooses one of the names that AWS has listed. */
    async pick(label: string, name: string): Promise<void> {
      await page.getByRole("combobox", { name: label }).click();
      await page.getByRole("option", { name, exact: true }).click();
    },
    /** The account a role has to trust. */
    trusted: page.getByRole("main").locator("code").first(),
    /** A line of the check list, by how it begins. */
    check: (name: string): Locator =>
      checks.getByRole("listitem").filter({ hasText: new RegExp(`^\\s*${name}`) }),
    choose: (label: string): Promise<void> =>
      page.getByRole("radio", { name: new RegExp(`^${label}`) }).check({ force: true }),
    goTo: (stage: 1 | 2 | 3): Promise<void> =>
      page.getByRole("button", { name: new RegExp(`Stage ${stage}`) }).click(),
    externalId: (): Promise<string> =>
      page.getByText("External ID", { exact: true }).locator("xpath=..").locator("code").innerText(),
    dropKeys: (path: string): Promise<void> =>
      dropOn(page, page.getByRole("textbox", { name: "Access key ID" }), [path]),
  };
}

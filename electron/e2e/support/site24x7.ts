import type { Page } from "@playwright/test";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  CODE,
  ordinaryLogin,
  REFRESH_TOKEN,
  startFakeSite24x7,
  type FakeSite24x7,
} from "../../site24x7/fake/fake-site24x7.fixture.ts";
import { test as withCloud } from "./cloud.ts";

/** A Site24x7 of the journey's own, beside its AWS. Starts with an ordinary login. */
export const test = withCloud.extend<{ site24x7: FakeSite24x7; both: Readonly<Record<string, string>> }>({
  site24x7: async ({ planted }, use) => {
    const fake = await startFakeSite24x7(ordinaryLogin());
    planted.secrets(() => [CLIENT_SECRET, REFRESH_TOKEN, CODE, fake.login.refreshToken]);
    await use(fake);
    await fake.close();
  },
  both: async ({ cloud, site24x7 }, use) => {
    await use({
      ...cloud.environment,
      CLOUDSPEND_SITE24X7_ENDPOINT: site24x7.endpoint,
      CLOUDSPEND_ZOHO_ENDPOINT: site24x7.endpoint,
    });
  },
});

/** The form of the wizard that signs in to Site24x7, and what can be chosen after it. */
export function site24x7Form(page: Page) {
  const choose = async (label: string, option: string): Promise<void> => {
    await page.getByRole("button", { name: label, exact: true }).click();
    await page.getByRole("option", { name: new RegExp(option) }).click();
  };
  return {
    choose,
    choices: async (label: string): Promise<readonly string[]> => {
      await page.getByRole("button", { name: label, exact: true }).click();
      const options = await page.getByRole("option").allInnerTexts();
      await page.keyboard.press("Escape");
      return options;
    },
    async signIn(login: { readonly name: string; readonly isMsp?: boolean; readonly code?: string }) {
      await page.getByRole("textbox", { name: "Name of the login" }).fill(login.name);
      if (login.isMsp === true) await page.getByRole("checkbox", { name: "MSP login" }).check();
      await page.getByRole("textbox", { name: "Client ID" }).fill(CLIENT_ID);
      await page.getByRole("textbox", { name: "Client secret" }).fill(CLIENT_SECRET);
      await page.getByRole("textbox", { name: "Code", exact: true }).fill(login.code ?? CODE);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
    },
  };
}

import type { Page } from "@playwright/test";

export function welcome(page: Page) {
  return {
    heading: page.getByRole("heading", { level: 1 }),
    slide: (number: number) => page.getByRole("region", { name: `${number} of 4` }),
    next: () => page.getByRole("button", { name: "Next" }).click(),
    skip: () => page.getByRole("button", { name: "Skip" }).click(),
  };
}

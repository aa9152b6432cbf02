import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import { usePreferencesStore } from "../../stores/preferences.ts";
import UpdateSettings from "./UpdateSettings.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

async function click(button: string): Promise<void> {
  screen.find("button", button).click();
  await screen.settle();
}

async function found(): Promise<void> {
  screen = await openScreen(UpdateSettings, {});
  await usePreferencesStore().change({ updates: "ask" });
  await screen.settle();
  await click("Look now");
  expect(screen.text()).toContain("Version 0.2.0 is there, 85 MB.");
}

test("a download tells how far it is, is cancelled, and goes on from there", async () => {
  await found();
  await click("Download");
  expect(screen.text()).toContain("Downloading version 0.2.0.");
  expect(screen.text()).toContain("42.5 MB of 85 MB");
  await click("Cancel");
  expect(screen.text()).toContain("42.5 MB of 85 MB have arrived already");
  await click("Resume");
  expect(screen.text()).toContain("is downloaded and was checked");
  expect(screen.has("button", "Quit and install")).toBe(true);
});

test("turning updates off ends a download", async () => {
  await found();
  await click("Download");
  await usePreferencesStore().change({ updates: "off" });
  await screen.settle();
  expect(screen.has("button", "Cancel")).toBe(false);
  expect(screen.text()).toContain("42.5 MB of 85 MB have arrived already");
});

import { defineComponent, h, ref } from "vue";
import { afterEach, expect, test } from "vitest";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import { openAnalysis } from "../../backend/fake/open-analysis.ts";
import type { OpenScreen } from "../../backend/fake/open-screen.ts";
import ProfileDialog from "./ProfileDialog.vue";

const PROFILE: TagProfile = {
  id: "p",
  name: "env",
  source: "tag:env",
  rules: [
    {
      id: "1",
      value: "prod",
      filters: [{ dimension: "tag:env", mode: "include", values: ["prod", "Prod"] }],
    },
    { id: "2", value: "dev", filters: [{ dimension: "tag:env", mode: "include", values: ["Dev"] }] },
  ],
};

let screen: OpenScreen;
afterEach(() => screen.close());

async function open(): Promise<{ readonly saved: () => TagProfile | null }> {
  const saved = ref<TagProfile | null>(null);
  const dialog = defineComponent(
    () => () =>
      h(ProfileDialog, {
        profile: PROFILE,
        taken: ["team"],
        onSave: (profile: TagProfile) => {
          saved.value = profile;
        },
      }),
  );
  screen = await openAnalysis(dialog, "/allocation/tags");
  return { saved: () => saved.value };
}

async function click(name: string): Promise<void> {
  screen.find("button", name).click();
  await screen.settle();
}

test("rules are moved, added and given a value; nothing is saved that has none", async () => {
  const { saved } = await open();
  await click("Move rule 2 up");
  await click("Add rule");
  expect(screen.find("button", "Save").hasAttribute("disabled")).toBe(true);
  await screen.fill("Value of rule 3", "test");
  await click("Save");
  expect(saved()?.rules.map(({ value }) => value)).toEqual(["dev", "prod", "test"]);
  expect(saved()).toMatchObject({ id: "p", name: "env", source: "tag:env" });
});

test.each(["team", "TEAM", "business unit"])("the name %s is taken", async (name) => {
  await open();
  await screen.fill("Name", name);
  await screen.settle();
  expect(screen.text()).toContain("There is a virtual tag of this name.");
  expect(screen.find("button", "Save").hasAttribute("disabled")).toBe(true);
});

test("what no rule takes can have no value", async () => {
  const { saved } = await open();
  await click("No value");
  await click("Save");
  expect(saved()?.source).toBeNull();
});

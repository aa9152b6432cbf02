import { defineComponent, h } from "vue";
import { afterEach, expect, test } from "vitest";
import { openScreen, type OpenScreen } from "../../backend/fake/open-screen.ts";
import { useOpenWorkspace } from "../../queries/use-open-workspace.ts";
import { useWorkspaces } from "../../queries/use-workspaces.ts";
import { useJobsStore } from "../../stores/jobs.ts";
import { useWorkspaceStore } from "../../stores/workspace.ts";
import FrameDialogs from "./FrameDialogs.vue";

let screen: OpenScreen;
afterEach(() => screen.close());

/** A button for each workspace that is not open, and one that begins an import. */
const Switcher = defineComponent(() => {
  const open = useOpenWorkspace();
  const { list } = useWorkspaces();
  const workspace = useWorkspaceStore();
  const jobs = useJobsStore();
  const busy = (job: "import" | "prepare") => (): void =>
    void jobs.put({ id: job, job, title: "february.csv", startedAt: "", state: { kind: "queued" } });
  return () => [
    h("button", { onClick: busy("import") }, "Begin"),
    h("button", { onClick: busy("prepare") }, "Prepare"),
    ...list.value
      .filter(({ id }) => id !== workspace.id)
      .map(({ id, name }) => h("button", { onClick: () => void open(id) }, `Go to ${name}`)),
    h(FrameDialogs),
  ];
});

async function click(button: string | RegExp): Promise<void> {
  screen.find("button", button).click();
  await screen.settle();
}

async function openId(): Promise<string | undefined> {
  return (await screen.backend.host.workspaces.current())?.id;
}

test("what is running is stopped only after asking", async () => {
  screen = await openScreen(Switcher);
  const before = await openId();
  await click("Begin");
  await click(/^Go to/);
  expect(screen.find("dialog", /while it is busy/).textContent).toContain("february.csv");
  await click("Stay");
  expect(await openId()).toBe(before);
  await click(/^Go to/);
  await click("Stop and switch");
  expect(await openId()).not.toBe(before);
  expect(screen.router.currentRoute.value.name).toBe("overview");
});

test("what the app makes for itself keeps nobody", async () => {
  screen = await openScreen(Switcher);
  const before = await openId();
  await click("Prepare");
  await click(/^Go to/);
  expect(await openId()).not.toBe(before);
});

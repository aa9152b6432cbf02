import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient, implement } from "@orpc/server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fail } from "#core/result/failure.ts";
import { engineContract } from "#core/contract/engine.ts";
import { createUpdates } from "../updates/updates.ts";
import { createAppEvents } from "./app-events.ts";
import { createHost } from "./host.ts";
import { openKeychain } from "../secrets/keychain.ts";
import { createOpenAccounts } from "./open-accounts.ts";
import { createOpenWorkspace } from "./open-workspace.ts";
import { DEFAULT_PREFERENCES, openPreferences } from "./preference-store.ts";
import { openWorkspaceRegistry } from "./workspace-registry.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "host-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The engine as a port sees it: remembers what it was told. */
function recordingEngine(calls: string[]) {
  const { workspace } = implement(engineContract);
  return createRouterClient({
    workspace: {
      open: workspace.open.handler(({ input }) => void calls.push(`open ${input.directory}`)),
      close: workspace.close.handler(() => void calls.push("close")),
    },
  });
}

async function startHost(saveTo: string | null = null) {
  const calls: string[] = [];
  let clock = Date.parse("2026-11-22T10:00:00Z");
  const now = (): Date => new Date((clock += 1_000));
  const registry = await openWorkspaceRegistry(folder, now);
  const engine = recordingEngine(calls);
  const workspace = createOpenWorkspace(registry, () => engine);
  const events = createAppEvents();
  const host = createRouterClient(
    createHost({
      app: {
        describe: () => ({
          version: "1",
          electron: "45",
          platform: "linux",
          dataDirectory: folder,
          packaged: false,
          today: "2026-11-22",
        }),
        onRendered: () => undefined,
        events,
      },
      about: {
        licences: async () => ({ groups: [], chromium: null }),
        crashes: async () => ({ folder, dumps: [], entries: [] }),
      },
      updates: createUpdates({
        source: null,
        installer: async () => null,
        isOn: () => true,
        leave: async () => undefined,
      }),
      registry,
      workspace,
      engine: () => fail("engine.crashed", {}),
      dialogs: {
        openFiles: async () => ["/bills/a.csv"],
        openFolder: async () => [],
        saveFile: async () => saveTo,
        openWorkspaceFile: async () => null,
        openKeyFile: async () => null,
        openPicture: async () => null,
        reveal: () => undefined,
      },
      accounts: createOpenAccounts({
        workspace,
        engine: () => {
          throw new Error("no account is synced here");
        },
        settings: { endpoint: null },
        site24x7: { api: null, accounts: null },
        keychain: (id) => openKeychain(id, () => Promise.reject(new Error("no session bus"))),
        now,
        today: () => "2026-03-19",
        wait: () => Promise.resolve(),
      }),
      sql: {
        console: { run: () => Promise.reject(new Error("no statement runs here")), close: () => undefined },
        snapshot: () => Promise.reject(new Error("no statement runs here")),
      },
      comparison: {
        engine: () => {
          throw new Error("nothing is compared here");
        },
        look: () => Promise.reject(new Error("nothing is compared here")),
      },
      printing: {
        print: () => Promise.reject(new Error("nothing is printed here")),
        picture: () => Promise.reject(new Error("nothing is printed here")),
      },
      now,
      reportBug: () => undefined,
      preferences: await openPreferences(join(folder, "preferences.json"), () => undefined),
    }),
  );
  return { host, calls, events, workspace };
}

test("a workspace is created, opened, renamed and found again after a restart", async () => {
  const { host, calls } = await startHost();
  const created = await host.workspaces.create({ name: "Müller & Söhne / GmbH…", sample: false });
  expect(existsSync(created.directory)).toBe(true);
  expect(created.openedAt).toBeNull();
  const opened = await host.workspaces.open({ id: created.id });
  expect(opened.openedAt).not.toBeNull();
  expect(calls).toEqual([`open ${created.directory}`]);
  await host.workspaces.rename({ id: created.id, name: "Müller" });
  expect(await host.workspaces.current()).toMatchObject({ id: created.id, name: "Müller" });

  const restarted = await startHost();
  expect(await restarted.host.workspaces.list()).toEqual([
    { ...opened, name: "Müller", directory: created.directory },
  ]);
  expect(await restarted.host.workspaces.current()).toBeNull();
});

test("the workspace opened last comes first", async () => {
  const { host } = await startHost();
  const [one, two] = await Promise.all([
    host.workspaces.create({ name: "One", sample: false }),
    host.workspaces.create({ name: "Two", sample: true }),
  ]);
  expect((await host.workspaces.list()).map(({ name }) => name)).toEqual(["Two", "One"]);
  await host.workspaces.open({ id: one.id });
  expect((await host.workspaces.list()).map(({ id }) => id)).toEqual([one.id, two.id]);
});

test("two workspaces cannot have the same name", async () => {
  const { host } = await startHost();
  const { id } = await host.workspaces.create({ name: "Acme", sample: false });
  await expect(host.workspaces.create({ name: " ACME ", sample: false })).rejects.toMatchObject({
    failure: { code: "workspace.name_taken", params: { name: "ACME" } },
  });
  await host.workspaces.rename({ id, name: "ACME" });
  expect(await host.workspaces.list()).toHaveLength(1);
});

test("deleting closes the workspace in the engine and leaves no folder behind", async () => {
  const { host, calls } = await startHost();
  const { id, directory } = await host.workspaces.create({ name: "Gone", sample: false });
  await host.workspaces.open({ id });
  writeFileSync(join(directory, "workspace.duckdb"), "data");
  await host.workspaces.delete({ id });
  expect(calls.at(-1)).toBe("close");
  expect(readdirSync(join(folder, "workspaces"))).toEqual([]);
  expect(await host.workspaces.list()).toEqual([]);
  expect(await host.workspaces.current()).toBeNull();
  await expect(host.workspaces.open({ id })).rejects.toMatchObject({
    failure: { code: "workspace.not_found" },
  });
});

test("a lost list of workspaces loses no workspace", async () => {
  const { host } = await startHost();
  const { id, directory } = await host.workspaces.create({ name: "Kept", sample: false });
  writeFileSync(join(folder, "workspaces.json"), '{"version":1,"workspaces":[{"id"');
  const restarted = await startHost();
  expect(await restarted.host.workspaces.list()).toMatchObject([
    { id, directory, name: "Recovered workspace 1" },
  ]);
  const [incident] = await restarted.host.incidents.list();
  expect(incident).toMatchObject({ thing: "document", name: "workspaces.json", cause: "it is no JSON" });
  expect(readFileSync(join(incident?.folder ?? "", "workspaces.json"), "utf8")).toContain('[{"id"');
});

test("a new engine gets the open workspace back", async () => {
  const { host, calls, workspace } = await startHost();
  const { id, directory } = await host.workspaces.create({ name: "Acme", sample: false });
  await host.workspaces.open({ id });
  await host.workspaces.open({ id });
  expect(calls).toEqual([`open ${directory}`]);
  await workspace.reopen();
  expect(calls).toEqual([`open ${directory}`, `open ${directory}`]);
});

test("the next start opens the workspace used last, and its page waits for that", async () => {
  const { host } = await startHost();
  await host.workspaces.create({ name: "Never opened", sample: false });
  const { id } = await host.workspaces.create({ name: "Acme", sample: false });
  await host.workspaces.open({ id });
  const restarted = await startHost();
  const restored = restarted.workspace.restore();
  expect(await restarted.host.workspaces.current()).toMatchObject({ id });
  await restored;
});

test("views are kept with their workspace, and go back to the place they had", async () => {
  const { host } = await startHost();
  await expect(host.views.list()).rejects.toMatchObject({ failure: { code: "workspace.not_open" } });
  const { id } = await host.workspaces.create({ name: "Acme", sample: false });
  await host.workspaces.open({ id });
  const savedAt = "2026-10-01T08:00:00Z";
  const first = { id: "v-1", name: "EC2 by team", link: "/explorer?a=1", savedAt };
  const second = { id: "v-2", name: "Movers", link: "/overview", savedAt };
  await host.views.save(first);
  await host.views.save(second);
  const replaced = { ...first, link: "/explorer?a=2" };
  await host.views.save(replaced);
  expect(await host.views.list()).toEqual([replaced, second]);
  await host.views.place({ item: first, at: 1 });
  expect(await host.views.list()).toEqual([second, first]);
  await host.views.remove({ id: second.id });
  await host.views.place({ item: second, at: 0 });
  expect(await host.views.list()).toEqual([second, first]);
});

test("preferences survive a restart", async () => {
  const { host } = await startHost();
  expect(await host.preferences.get()).toEqual(DEFAULT_PREFERENCES);
  const dark = { ...DEFAULT_PREFERENCES, theme: "dark", locale: "de-DE" } as const;
  expect(await host.preferences.set(dark)).toEqual(dark);
  expect(await (await startHost()).host.preferences.get()).toEqual(dark);
});

test("damaged preferences are kept aside and the defaults apply", async () => {
  writeFileSync(join(folder, "preferences.json"), '{"theme":"pink"}');
  const { host } = await startHost();
  expect(await host.preferences.get()).toEqual(DEFAULT_PREFERENCES);
  const [incident] = await host.incidents.list();
  expect(incident).toMatchObject({ thing: "document", name: "preferences.json", lost: null });
  expect(readFileSync(join(incident?.folder ?? "", "preferences.json"), "utf8")).toBe('{"theme":"pink"}');
  await host.incidents.acknowledge({ ids: [incident?.id ?? "", "../elsewhere"] });
  expect(await host.incidents.list()).toEqual([]);
  expect(readFileSync(join(incident?.folder ?? "", "preferences.json"), "utf8")).toBe('{"theme":"pink"}');
});

test("a damaged view loses no other view, and a damaged file of views no other file", async () => {
  const { host } = await startHost();
  const { id, directory } = await host.workspaces.create({ name: "Acme", sample: false });
  await host.workspaces.open({ id });
  const savedAt = "2026-10-01T08:00:00Z";
  const views = ["a", "b", "c"].map((name) => ({ id: name, name, link: "/overview", savedAt }));
  const text = JSON.stringify({ version: 1, views });
  writeFileSync(join(directory, "views.json"), text.replace('"name":"b"', '"name":7'));
  expect((await host.views.list()).map((view) => view.id)).toEqual(["a", "c"]);
  const [incident] = await host.incidents.list();
  expect(incident).toMatchObject({ thing: "document", name: "views.json", saved: 2 });
  expect(readFileSync(join(incident?.folder ?? "", "views.json"), "utf8")).toContain('"name":7');

  await host.annotations.save({
    id: "n",
    range: { from: "2026-01-05", to: "2026-01-06" },
    text: "launch",
    filters: [],
  });
  writeFileSync(join(directory, "views.json"), text.slice(0, 40));
  expect(await host.views.list()).toEqual([]);
  expect(await host.annotations.list()).toHaveLength(1);
  expect((await host.incidents.list()).map(({ saved }) => saved)).toContain(null);
});

test("an event that happened before the page listened comes first", async () => {
  const { host, events } = await startHost();
  events.publish({ kind: "importPaths", paths: ["/bills"] });
  const stop = new AbortController();
  const heard = await host.app.events(undefined, { signal: stop.signal });
  expect(await heard.next()).toMatchObject({ value: { kind: "importPaths", paths: ["/bills"] } });
  const next = heard.next();
  events.publish({ kind: "command", command: "newWorkspace" });
  expect(await next).toMatchObject({ value: { kind: "command", command: "newWorkspace" } });
  stop.abort();
});

test("a drawing is written where the user chose, in one step", async () => {
  const svg = join(folder, "chart.svg");
  const { host } = await startHost(svg);
  const content = { kind: "svg", text: "<svg/>" } as const;
  expect(await host.dialogs.saveImage({ suggestedName: "chart.svg", content })).toBe(svg);
  expect(readFileSync(svg, "utf8")).toBe("<svg/>");
  const png = join(folder, "chart.png");
  const other = await startHost(png);
  const pixels = { kind: "png", base64: Buffer.from([137, 80, 78, 71]).toString("base64") } as const;
  expect(await other.host.dialogs.saveImage({ suggestedName: "chart.png", content: pixels })).toBe(png);
  expect([...readFileSync(png)]).toEqual([137, 80, 78, 71]);
  expect(readdirSync(folder).filter((name) => name.includes(".part"))).toEqual([]);
});

test("a place that cannot be written is told with the path, and without one nothing is written", async () => {
  const content = { kind: "svg", text: "<svg/>" } as const;
  const { host } = await startHost(folder);
  await expect(host.dialogs.saveImage({ suggestedName: "chart.svg", content })).rejects.toMatchObject({
    failure: { code: "file.unwritable", params: { path: folder } },
  });
  const gone = await startHost(join(folder, "gone", "chart.svg"));
  await expect(gone.host.dialogs.saveImage({ suggestedName: "chart.svg", content })).rejects.toMatchObject({
    failure: { code: "file.unwritable", params: { cause: "ENOENT" } },
  });
  const none = await startHost();
  expect(await none.host.dialogs.saveImage({ suggestedName: "chart.svg", content })).toBeNull();
});

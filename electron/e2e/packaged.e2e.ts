import { createServer } from "node:http";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { RELEASE_FUSES, TEST_FUSES, fusesOf } from "../../build/packaging/fuses.mjs";
import { archiveFiles } from "./support/archive.ts";
import { descendantsOf, drive, noSandboxHere, OLDER_VERSION, startApp, test } from "./support/packed.ts";
import { imports } from "./support/pages/imports.ts";
import { overview } from "./support/pages/overview.ts";
import { startPage } from "./support/pages/start-page.ts";
import { welcome } from "./support/pages/welcome.ts";

const START_MS = 30_000;
const version: string = JSON.parse(
  await readFile(new URL("../../package.json", import.meta.url), "utf8"),
).version;

test("what is packed has the fuses that were decided on", async ({ builds }) => {
  for (const [{ executable }, fuses] of [
    [builds.release, RELEASE_FUSES],
    [builds.drivable, TEST_FUSES],
    [builds.older, TEST_FUSES],
  ] as const) {
    const there = await fusesOf(executable);
    expect(there.length).toBeGreaterThanOrEqual(8);
    for (const { name, on } of there) expect([name, on]).toEqual([name, Reflect.get(fuses, name)]);
  }
});

test("a package holds the app, what it runs on, and nothing else", async ({ builds }) => {
  const release = await archiveFiles(join(builds.release.resources, "app.asar"));
  const outside = [...release.keys()].filter(
    (path) =>
      !/^(?:package\.json|\.out\/(?:main|engine|console|preload|renderer)\/[^.].*|\.out\/notices\/licences\.json)$/.test(
        path,
      ) && !/^node_modules\/(?:@duckdb\/node-(?:api|bindings(?:-\w+-\w+)?)|detect-libc|keytar)\//.test(path),
  );
  expect(outside).toEqual([]);
  expect([...release.keys()].filter((path) => /\.(?:map|ts|test\.\w+|gyp|h|c)$/.test(path))).toEqual([]);
  for (const folder of [
    "main/main.js",
    "engine/entry.js",
    "console/entry.js",
    "preload/preload.cjs",
    "renderer/index.html",
  ])
    expect(release.has(`.out/${folder}`)).toBe(true);
  // Native modules are loaded by the system, which cannot look into an archive.
  const unpacked = await readdir(`${join(builds.release.resources, "app.asar")}.unpacked`, {
    recursive: true,
  });
  const native = unpacked.filter((path) => path.endsWith(".node"));
  expect(native).toHaveLength(2);
  for (const path of native) expect(path).toContain(`${process.platform}-${process.arch}`);
  expect(existsSync(join(builds.release.resources, "app"))).toBe(false);

  // The build that is tested is the release, but for the word in its manifest that says so.
  const drivable = await archiveFiles(join(builds.drivable.resources, "app.asar"));
  expect([...drivable.keys()]).toEqual([...release.keys()]);
  const differing = [...release].filter(([path, hash]) => drivable.get(path) !== hash).map(([path]) => path);
  expect(differing).toEqual(["package.json"]);
});

test("installed, started, filled, quit and upgraded; the release goes on with the same data", async ({
  builds,
  place,
}) => {
  test.skip(noSandboxHere() !== null, noSandboxHere() ?? "");
  test.setTimeout(240_000);
  const first = await drive(await place.install(builds.older), place);
  await welcome(first.page).skip();
  await expect(startPage(first.page).heading).toBeVisible();
  expect(await first.app.evaluate(({ app }) => [app.isPackaged, app.getVersion()])).toEqual([
    true,
    OLDER_VERSION,
  ]);
  await imports(first.page).dropAndImport(place.bills);
  await showOverview(first.page);
  const figures = await figuresOf(first.page);
  await first.app.close();

  const again = await drive(await place.install(builds.older), place);
  await overview(again.page).waitForCosts();
  expect(await figuresOf(again.page)).toEqual(figures);
  await again.app.close();

  const upgraded = await drive(await place.install(builds.drivable), place);
  await overview(upgraded.page).waitForCosts();
  expect(await figuresOf(upgraded.page)).toEqual(figures);
  expect(await upgraded.app.evaluate(({ app }) => app.getVersion())).toBe(version);
  await upgraded.app.close();

  await writeFile(join(place.dataFolder, "logs", "main.log"), "");
  const release = startApp(await place.install(builds.release), place);
  await expect.poll(place.log, { timeout: START_MS }).toContain('"event":"page.rendered"');
  if (process.platform === "linux") await expectSandboxed(release.child.pid ?? 0);
  expect(await release.quit()).toBe(0);
  const log = await place.log();
  expect(log).toContain(`"event":"app.started","version":"${version}"`);
  expect(log).toContain('"event":"app.ended"');
  expect(log).not.toMatch(/"level":"error"/);
});

async function showOverview(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /^Overview/ })
    .first()
    .click();
  await overview(page).waitForCosts();
}

function figuresOf(page: Page): Promise<string> {
  return overview(page).figures.innerText();
}

/** Every page of the running app is behind Chromium's filter of system calls. */
async function expectSandboxed(pid: number): Promise<void> {
  const processes = await descendantsOf(pid);
  const pages = processes.filter(({ command }) => command.includes("--type=renderer"));
  expect(pages.length).toBeGreaterThan(0);
  for (const { status } of pages) expect(status).toMatch(/^Seccomp:\s+2$/m);
  expect(processes.filter(({ command }) => /--no-sandbox|--disable-\S*sandbox/.test(command))).toEqual([]);
}

test("a release does not start with walls taken away, nor to be driven by others", async ({
  builds,
  place,
}) => {
  test.skip(noSandboxHere() !== null, noSandboxHere() ?? "");
  const app = await place.install(builds.release);
  for (const args of [
    ["--no-sandbox"],
    ["--no-sandbox", "--unsandboxed-test-or-preview"],
    ["--disable-seccomp-filter-sandbox"],
    ["--disable-web-security"],
    ["--ignore-certificate-errors"],
    ["--remote-debugging-port=0"],
  ]) {
    const { ended, said } = startApp(app, place, { args });
    expect([args, await ended]).toEqual([args, 1]);
    expect(await said).toContain("could not start");
  }
});

test("a release is not made another program, nor led elsewhere, by its environment", async ({
  builds,
  place,
}) => {
  test.skip(noSandboxHere() !== null, noSandboxHere() ?? "");
  const app = await place.install(builds.release);
  const trap = join(place.home, "trap.cjs");
  const sprung = join(place.home, "sprung");
  await writeFile(trap, `require("fs").writeFileSync(${JSON.stringify(sprung)}, "");`);
  const requests: string[] = [];
  const server = createServer((request, answer) => {
    requests.push(request.url ?? "");
    answer.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const elsewhere = join(place.home, "elsewhere");
  const running = startApp(app, place, {
    args: ["--inspect=0", "--require", trap, trap],
    env: {
      NODE_OPTIONS: `--require ${trap}`,
      ELECTRON_RUN_AS_NODE: "1",
      NODE_EXTRA_CA_CERTS: trap,
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_S3: url,
      AWS_ENDPOINT_URL_STS: url,
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "not-a-key",
      CLOUDSPEND_AWS_ENDPOINT: url,
      CLOUDSPEND_SITE24X7_ENDPOINT: url,
      CLOUDSPEND_PAGE_URL: `${url}/`,
      CLOUDSPEND_DATA: elsewhere,
      CLOUDSPEND_PREVIEW: elsewhere,
      ELECTRON_ENABLE_LOGGING: "1",
    },
  });
  await expect.poll(place.log, { timeout: START_MS }).toContain('"event":"engine.started"');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(await running.quit()).toBe(0);
  server.close();
  expect(await running.said).not.toContain("Debugger listening");
  expect([existsSync(sprung), existsSync(elsewhere)]).toEqual([false, false]);
  expect(requests).toEqual([]);
  expect(await place.log()).not.toMatch(/"level":"error"/);
});

import { readFileSync } from "node:fs";
import type { ElectronApplication } from "@playwright/test";
import { expect, test } from "./support/journey.ts";
import { startPage } from "./support/pages/start-page.ts";

test("the page is sandboxed, without Node, and has one bridge", async ({ start }) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  expect(await preferencesOf(app)).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
  const seen = await page.evaluate(() => ({
    globals: ["require", "process", "Buffer", "module"].filter((name) => name in globalThis),
    bridge: Object.entries(Reflect.get(window, "cloudspend")).map(([name, value]) => [name, typeof value]),
  }));
  expect(seen).toEqual({ globals: [], bridge: [["pathOf", "function"]] });
});

test("the page cannot be led elsewhere and opens no windows", async ({ start }) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const address = page.url();
  for (const target of ["https://example.com/", "file:///etc/passwd", "data:text/html,hello"]) {
    await page.evaluate((url) => {
      const link = document.createElement("a");
      link.href = url;
      document.body.append(link);
      link.click();
      window.open(url);
      link.remove();
    }, target);
  }
  await page.waitForTimeout(500);
  expect(page.url()).toBe(address);
  expect(app.windows()).toHaveLength(1);
});

test("nothing but the built page is served, and nothing is fetched from outside", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const answers = await page.evaluate(() => {
    const ask = (url: string) =>
      fetch(url).then(
        ({ status }) => status,
        () => "refused",
      );
    return Promise.all(
      ["/index.html", "/../main/main.js", "/%2e%2e/main/main.js", "/nothing.js"]
        .map(ask)
        .concat(["https://example.com/", "file:///etc/passwd", "app://elsewhere/index.html"].map(ask)),
    );
  });
  expect(answers).toEqual([200, 404, 404, 404, "refused", "refused", "refused"]);
});

test("the content security policy stops what it should", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const stopped = await page.evaluate(async () => {
    const directives = new Set<string>();
    document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    const image = new Image();
    image.src = "https://example.com/pixel.png";
    const form = document.createElement("form");
    form.action = "https://example.com/";
    const frame = document.createElement("iframe");
    frame.src = "https://example.com/";
    document.body.append(script, image, form, frame);
    form.submit();
    await fetch("https://example.com/").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const element of [script, image, form, frame]) element.remove();
    return { directives: [...directives].sort(), ran: "injected" in window };
  });
  expect(stopped.ran).toBe(false);
  expect(stopped.directives).toEqual(
    expect.arrayContaining(["connect-src", "form-action", "frame-src", "img-src", "script-src-elem"]),
  );
});

test("permissions and devices are denied", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const answers = await page.evaluate(async () => {
    const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read"];
    const states = await Promise.all(
      // The typings know fewer names than Chromium.
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
      ),
    );
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => "granted",
      () => "denied",
    );
    return [...states, camera];
  });
  expect(answers).toEqual(["denied", "denied", "denied", "denied", "denied", "denied"]);
});

test("the engine process is given no secrets", async ({ start }) => {
  test.skip(process.platform !== "linux", "reads /proc");
  const { app, page } = await start({ env: { AWS_SECRET_ACCESS_KEY: "not-for-the-engine" } });
  await expect(startPage(page).heading).toBeVisible();
  const pids = await app.evaluate((electron) =>
    electron.app.getAppMetrics().flatMap(({ name, pid }) => (name === "CloudSpend engine" ? [pid] : [])),
  );
  expect(pids).toHaveLength(1);
  const environment = readFileSync(`/proc/${pids[0]}/environ`, "utf8");
  expect(environment).toContain("PATH=");
  expect(environment).not.toContain("not-for-the-engine");
});

function preferencesOf(app: ElectronApplication): Promise<unknown> {
  return app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    return contents === undefined ? null : Reflect.get(contents, "getLastWebPreferences").call(contents);
  });
}

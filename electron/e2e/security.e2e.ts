import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { ElectronApplication } from "@playwright/test";
import { launchOptions } from "../../build/setup/electron.mjs";
import { dropOnWindow } from "./support/drop.ts";
import { expect, test } from "./support/journey.ts";
import { startPage } from "./support/pages/start-page.ts";

/** What Electron must have made of the window's settings, and of those nobody set. */
const PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: "",
};

test("the page is sandboxed, without Node, and has one bridge", async ({ start }) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const all = await preferencesOfAll(app);
  expect(all).toHaveLength(1);
  for (const preferences of all) expect({ ...ABSENT, ...preferences }).toMatchObject(PREFERENCES);
  const seen = await page.evaluate(() => ({
    globals: ["require", "process", "Buffer", "module"].filter((name) => name in globalThis),
    bridge: Object.entries(Reflect.get(window, "cloudspend")).map(([name, value]) => [name, typeof value]),
  }));
  expect(seen).toEqual({ globals: [], bridge: [["pathOf", "function"]] });
});

const ELSEWHERE = [
  "https://example.com/",
  "https://aws.amazon.com@example.com/",
  "https://xn--80ak6aa92e.com/",
  "http://169.254.169.254/latest/meta-data/",
  "file:///etc/passwd",
  "smb://server/share",
  "ms-msdt:/id",
  "vscode://file/etc/passwd",
  "mailto:somebody@example.com",
  "data:text/html,hello",
  "javascript:window.injected=true",
  "blob:https://example.com/1",
  "app://elsewhere/index.html",
  "app://cloudspend/preload.js",
  " https://example.com/",
];

test("the page cannot be led elsewhere, opens no windows, and nothing is given to other programs", async ({
  start,
}) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const address = page.url();
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, "opened", opened);
    shell.openExternal = (url) => Promise.resolve(void opened.push(url));
  });
  for (const target of ELSEWHERE) {
    await page.evaluate((url) => {
      const link = document.createElement("a");
      link.href = url;
      document.body.append(link);
      link.click();
      link.target = "_blank";
      link.click();
      link.dispatchEvent(new MouseEvent("click", { button: 1, bubbles: true }));
      window.open(url);
      window.open(url, "named");
      const refresh = document.createElement("meta");
      refresh.httpEquiv = "refresh";
      refresh.content = `0; url=${url}`;
      document.head.append(refresh);
      link.remove();
      refresh.remove();
    }, target);
    await page.evaluate((url) => (location.href = url), target).catch(() => undefined);
  }
  await page.waitForTimeout(500);
  expect(page.url()).toBe(address);
  expect(app.windows()).toHaveLength(1);
  // Asked past the test's own driver, which waits for the navigations that it believes to be under way.
  const seen = await app.evaluate(async ({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    const asked = "['injected' in window, document.querySelectorAll('main').length]";
    return { page: await contents?.executeJavaScript(asked), opened: Reflect.get(globalThis, "opened") };
  });
  expect(seen).toEqual({ page: [false, 1], opened: [] });
});

test("a page that empties itself is brought back", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  await page.evaluate(() => (location.href = "about:blank")).catch(() => undefined);
  await expect(startPage(page).heading).toBeVisible();
});

test("a file dropped outside of a place for files does not replace the page", async ({ start, bills }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const address = page.url();
  await dropOnWindow(page, [`${bills.damaged}/`]);
  await page.waitForTimeout(300);
  expect(page.url().split("#")[0]).toBe(address.split("#")[0]);
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
      ["/index.html", "/../main/main.js", "/%2e%2e/main/main.js", "/..%2fmain/main.js", "/..\\main/main.js"]
        .concat(["/%00", "/C:/Windows/win.ini", "/index.html%00.js", "/nothing.js"])
        .map(ask)
        .concat(
          ["//etc/passwd", "https://example.com/", "file:///etc/passwd", "app://elsewhere/index.html"].map(
            ask,
          ),
        ),
    );
  });
  expect(answers).toEqual([200, ...Array<number>(8).fill(404), ...Array<string>(4).fill("refused")]);
});

test("every answer carries the whole policy", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const headers = await page.evaluate(async () => {
    const answers = await Promise.all(["/index.html", "/nothing.js"].map((path) => fetch(path)));
    return answers.map((answer) => Object.fromEntries(answer.headers));
  });
  for (const each of headers)
    expect(each).toMatchObject({
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types vue default",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
});

test("text never becomes script or markup: Trusted Types", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const outcomes = await page.evaluate(async () => {
    // What the test itself runs at once may evaluate text; what is run later is like the page's own.
    await new Promise((resolve) => setTimeout(resolve));
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return "done";
      } catch (error) {
        return error instanceof Error ? error.name : "thrown";
      }
    };
    const script = document.createElement("script");
    const made = Reflect.get(window, "trustedTypes");
    return {
      innerHTML: attempt(() => (document.createElement("div").innerHTML = "<b>x</b>")),
      insertAdjacentHTML: attempt(() => document.body.insertAdjacentHTML("beforeend", "<b>x</b>")),
      write: attempt(() => document.write("<b>x</b>")),
      parse: attempt(() => new DOMParser().parseFromString("<b>x</b>", "text/html")),
      scriptText: attempt(() => (script.text = "1")),
      scriptSource: attempt(() => (script.src = "/a.js")),
      handler: attempt(() => document.body.setAttribute("onclick", "1")),
      // oxlint-disable-next-line no-eval, typescript/no-implied-eval -- that they are refused is the point
      eval: attempt(() => window.eval("1")),
      newFunction: attempt(() => Reflect.construct(Function, ["return 1"])),
      timer: attempt(() => Reflect.apply(setTimeout, window, ["window.injected = true"])),
      worker: attempt(() => new Worker("data:text/javascript,1")),
      anotherPolicy: attempt(() => made.createPolicy("evil", {})),
      defaultTwice: attempt(() => made.createPolicy("default", { createHTML: (text: string) => text })),
      vueTwice: attempt(() => made.createPolicy("vue", { createHTML: (text: string) => text })),
    };
  });
  expect(Object.entries(outcomes).filter(([, outcome]) => outcome === "done")).toEqual([]);
});

test("the content security policy stops what it should", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const stopped = await page.evaluate(async () => {
    const directives = new Set<string>();
    document.addEventListener("securitypolicyviolation", (event) => directives.add(event.effectiveDirective));
    const script = document.createElement("script");
    try {
      script.append(document.createTextNode("window.injected = true"));
    } catch {
      // Refused as it was put together; the violation tells so.
    }
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
    expect.arrayContaining([
      "connect-src",
      "form-action",
      "frame-src",
      "img-src",
      "require-trusted-types-for",
    ]),
  );
});

test("permissions and devices are denied", async ({ start }) => {
  const { page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const answers = await page.evaluate(async () => {
    const names = [
      "geolocation",
      "notifications",
      "camera",
      "microphone",
      "clipboard-read",
      "midi",
      "persistent-storage",
      "storage-access",
      "window-management",
      "local-fonts",
      "idle-detection",
    ];
    const states = await Promise.all(
      // The typings know fewer names than Chromium.
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state),
      ),
    );
    const refused = (work: () => Promise<unknown>): Promise<string> =>
      Promise.resolve()
        .then(work)
        .then(
          (given) => (Array.isArray(given) && given.length === 0 ? "denied" : "granted"),
          () => "denied",
        );
    const ask = (api: string, method: string, options?: unknown) =>
      refused(() =>
        Reflect.get(Reflect.get(navigator, api), method).call(Reflect.get(navigator, api), options),
      );
    const devices = await Promise.all([
      refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
      refused(() => navigator.mediaDevices.getUserMedia({ audio: true })),
      refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      refused(() => navigator.clipboard.readText()),
      refused(() => new Promise((give, fail) => navigator.geolocation.getCurrentPosition(give, fail))),
      ask("usb", "requestDevice", { filters: [] }),
      ask("hid", "requestDevice", { filters: [] }),
      ask("serial", "requestPort"),
      ask("bluetooth", "requestDevice", { acceptAllDevices: true }),
      ask("usb", "getDevices"),
      ask("hid", "getDevices"),
      ask("serial", "getPorts"),
    ]);
    return [...states, ...devices];
  });
  expect([...new Set(answers)]).toEqual(["denied"]);
});

test("a session made later is locked like the first", async ({ start }) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  const seen = await app.evaluate(async ({ BrowserWindow, session }) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { partition: "another", sandbox: true },
    });
    const reach = (url: string) =>
      window.loadURL(url).then(
        () => "loaded",
        () => "refused",
      );
    const addresses = ["https://example.com/", "http://127.0.0.1:1/", "file:///etc/passwd"];
    const loaded = [];
    for (const url of addresses) loaded.push(await reach(url));
    await window.loadURL("data:text/html,<p>hello");
    const asked = "navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)";
    const state = await window.webContents.executeJavaScript(asked).catch(() => "denied");
    const windowOpened: unknown = await window.webContents.executeJavaScript(
      "window.open('about:blank') === null",
    );
    const isAnother = window.webContents.session !== session.defaultSession;
    window.destroy();
    return { loaded, state, windowOpened, isAnother };
  });
  expect(seen).toEqual({
    loaded: ["refused", "refused", "refused"],
    state: "denied",
    windowOpened: true,
    isAnother: true,
  });
});

test("ports are given to the window's own page and to no other", async ({ start }) => {
  const { app, page } = await start();
  await expect(startPage(page).heading).toBeVisible();
  // Electron itself listens to errors; nobody listens to anything else.
  expect(await app.evaluate(({ ipcMain }) => ipcMain.eventNames())).toEqual(["error"]);
  const inFrame = await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const heard: unknown[] = [];
    frame.contentWindow?.addEventListener("message", ({ data }) => heard.push(data));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const bridge = frame.contentWindow !== null && "cloudspend" in frame.contentWindow;
    frame.remove();
    return { bridge, heard };
  });
  expect(inFrame).toEqual({ bridge: false, heard: [] });
  const preload = fileURLToPath(new URL("../../.out/preload/preload.cjs", import.meta.url));
  const inAnother = await app.evaluate(async ({ BrowserWindow }, preloadFile) => {
    const webPreferences = { preload: preloadFile, sandbox: true, contextIsolation: true };
    const window = new BrowserWindow({ show: false, webPreferences });
    await window.loadURL("app://cloudspend/index.html");
    const listen =
      "new Promise((r) => { addEventListener('message', ({ ports }) => r(ports.length)); setTimeout(r, 1500, 0); })";
    const ports: unknown = await window.webContents.executeJavaScript(listen);
    window.destroy();
    return ports;
  }, preload);
  expect(inAnother).toBe(0);
});

test("the app does not start without its sandbox, nor with other walls taken away", async ({
  dataFolder,
}) => {
  const { executablePath, args, cwd } = launchOptions();
  const plain = args.filter((argument) => !/sandbox/.test(argument));
  for (const wall of ["--no-sandbox", "--disable-web-security", "--ignore-certificate-errors"]) {
    // Root is refused by Chromium itself unless it is told otherwise.
    const switches =
      wall === "--no-sandbox" ? [wall] : [...args.filter((each) => /sandbox/.test(each)), wall];
    const { code, said } = await ended(executablePath, [...switches, ...plain], cwd, dataFolder);
    expect(said).toContain(`It does not run with ${wall}`);
    expect(code).toBe(1);
  }
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

/** Settings that Electron leaves out when they are off. */
const ABSENT = { allowRunningInsecureContent: false, experimentalFeatures: false, enableBlinkFeatures: "" };

function preferencesOfAll(app: ElectronApplication): Promise<readonly object[]> {
  return app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .map((contents) => Reflect.get(contents, "getLastWebPreferences").call(contents)),
  );
}

async function ended(file: string, args: readonly string[], cwd: string, dataFolder: string) {
  const child = spawn(file, args, { cwd, env: { ...process.env, CLOUDSPEND_DATA: dataFolder } });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { said, code };
}

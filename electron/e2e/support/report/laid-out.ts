import type { ElectronApplication } from "@playwright/test";

/**
 * Lays a report's document out in a window like the one that prints it, and tells what does not fit: boxes that leave their page,
 * reach the line of sources or the footer, stand on each other or are cut.
 */
export function misfits(app: ElectronApplication, path: string): Promise<readonly string[]> {
  return app.evaluate(
    async ({ BrowserWindow, session }, { path, measure }) => {
      // Every session of the app denies what is not the app: this one is the test's own.
      const own = session.fromPartition("report-measured");
      own.webRequest.onBeforeRequest(null);
      const window = new BrowserWindow({
        show: false,
        useContentSize: true,
        width: 1280,
        height: 720,
        webPreferences: { sandbox: true, session: own },
      });
      try {
        await window.loadFile(path);
        window.webContents.debugger.attach();
        await window.webContents.debugger.sendCommand("Emulation.setEmulatedMedia", { media: "print" });
        const found: unknown = await window.webContents.executeJavaScript(measure);
        return Array.isArray(found) ? found.map(String) : ["nothing was measured"];
      } finally {
        window.destroy();
      }
    },
    { path, measure: `document.fonts.ready.then(() => (${measureMisfits.toString()})())` },
  );
}

/** Runs in the page of the document. */
function measureMisfits(): readonly string[] {
  const slack = 0.75;
  const found: string[] = [];
  const pages = [...document.querySelectorAll("section")];
  if (pages.length === 0) found.push("no page");
  const faces = [...document.fonts];
  if (!faces.some(({ status }) => status === "loaded")) found.push("the font is not there");
  for (const { family, status, unicodeRange } of faces)
    if (status === "error") found.push(`the font ${family} (${unicodeRange.slice(0, 20)}) cannot be read`);
  for (const page of pages) {
    const paper = page.getBoundingClientRect();
    const say = (what: string, element: Element): void => {
      found.push(
        `${page.id}: ${what}: ${element.tagName} ${(element.textContent ?? "").trim().slice(0, 60)}`,
      );
    };
    if (Math.abs(paper.width - 1280) > slack || Math.abs(paper.height - 720) > slack) say("wrong size", page);
    const footer = page.querySelector("footer")?.getBoundingClientRect();
    const source = page.querySelector(".source");
    const above = source?.getBoundingClientRect().top ?? footer?.top ?? paper.bottom;
    for (const element of page.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      if (
        box.left < paper.left - slack ||
        box.right > paper.right + slack ||
        box.top < paper.top - slack ||
        box.bottom > paper.bottom + slack
      )
        say("leaves its page", element);
      if (
        element.closest(".body") !== null &&
        element !== source &&
        !element.matches(".body, .empty") &&
        element.closest("defs") === null &&
        box.bottom > above + slack
      )
        say("reaches the sources or the footer", element);
      if (element.matches("td, th, dd, dt, .value, .source, .barred")) {
        if (element.scrollWidth > element.clientWidth + 1) say("is wider than its place", element);
        if (element.scrollHeight > element.clientHeight + 1) say("is higher than its place", element);
      }
    }
    if (source !== null && footer !== undefined && source.getBoundingClientRect().bottom > footer.top + slack)
      say("sources reach the footer", source);
    const texts = [...page.querySelectorAll("svg text")];
    for (const [at, one] of texts.entries()) {
      const a = one.getBoundingClientRect();
      for (const other of texts.slice(at + 1)) {
        const b = other.getBoundingClientRect();
        const [width, height] = [
          Math.min(a.right, b.right) - Math.max(a.left, b.left),
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
        ];
        if (width > 1 && height > 4) say(`stands on "${other.textContent ?? ""}"`, one);
      }
    }
  }
  return found;
}

import { BrowserWindow, session } from "electron";
import { PAGE as SIZE } from "#core/client-report/page.ts";
import { fail } from "#core/result/failure.ts";

const PARTITION = "client-report";
const SCHEME = "app";
const PAGE = `${SCHEME}://report/index.html`;
const TIMEOUT_MS = 120_000;

export type ReportWindow = {
  readonly window: BrowserWindow;
  /** Shows a document in the place of the one before. */
  readonly load: (html: string) => Promise<void>;
  readonly close: () => void;
};

/** A window nobody sees: sandboxed, without scripts, in a session of its own that knows one page and denies everything else. */
export function openReportWindow(): ReportWindow {
  const own = session.fromPartition(`${PARTITION}-${crypto.randomUUID()}`, { cache: false });
  let document = "";
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: url !== PAGE && !url.startsWith("data:") }),
  );
  own.protocol.handle(
    SCHEME,
    () => new Response(document, { headers: { "content-type": "text/html; charset=utf-8" } }),
  );
  const window = new BrowserWindow({
    show: false,
    useContentSize: true,
    width: SIZE.width,
    height: SIZE.height,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      javascript: false,
      spellcheck: false,
    },
  });
  return {
    window,
    async load(html) {
      document = html;
      await window.loadURL(PAGE);
    },
    close() {
      window.destroy();
      own.protocol.unhandle(SCHEME);
    },
  };
}

/** Prints a document to PDF in a window of its own. */
export async function printReport(html: string): Promise<Buffer> {
  const { window, load, close } = openReportWindow();
  try {
    await load(html);
    return await inTime(
      window.webContents.printToPDF({
        preferCSSPageSize: true,
        printBackground: true,
        margins: { top: 0, bottom: 0, left: 0, right: 0 },
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      }),
    );
  } catch (error) {
    return fail("report.not_printed", { cause: error instanceof Error ? error.message : String(error) });
  } finally {
    close();
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("it took more than two minutes")), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

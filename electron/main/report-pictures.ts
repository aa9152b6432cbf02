import { oneAtATime } from "../host/one-at-a-time.ts";
import type { ReportPrinting } from "../host/client-reports.ts";
import { openReportWindow, type ReportWindow } from "./print-report.ts";

/** How long the window stays when nothing more is asked of it. */
const IDLE_MS = 5_000;

/** Takes pictures of documents of one page, one after the other, in a window nobody sees. */
export function createReportPictures(): ReportPrinting["picture"] {
  const inTurn = oneAtATime();
  let open: ReportWindow | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    open?.close();
    open = null;
  };
  return (html, signal) =>
    inTurn(async () => {
      if (signal?.aborted === true) return null;
      clearTimeout(idle);
      try {
        if (open === null || open.window.isDestroyed()) open = openReportWindow();
        await open.load(html);
        const picture = await open.window.webContents.capturePage(undefined, { stayHidden: true });
        return picture.toPNG();
      } catch (error) {
        close();
        throw error;
      } finally {
        idle = setTimeout(close, IDLE_MS);
      }
    });
}

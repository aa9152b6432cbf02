import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import { AppError } from "#core/result/failure.ts";
import { PRINTER_SAYS } from "../../client-report/printer-says.ts";
import { registerPageScheme } from "../page-protocol.ts";
import { printReport } from "../print-report.ts";

/** A program of its own for the command line: prints the document of its first argument into the file of its second one. */
const [from = "", to = ""] = process.argv.slice(-2);
const folder = mkdtempSync(join(tmpdir(), "cloudspend-printer-"));
app.setPath("userData", folder);
app.disableHardwareAcceleration();
registerPageScheme();
app.once("quit", () => rmSync(folder, { recursive: true, force: true }));
// The only window closes before its pages are written; that is not the end.
app.on("window-all-closed", () => undefined);
// Electron is not ready before its entry has run to its end, so that nothing may be awaited here.
void app.whenReady().then(print);

async function print(): Promise<void> {
  app.dock?.hide();
  try {
    await writeFile(to, await printReport(await readFile(from, "utf8")));
    app.exit(0);
  } catch (error) {
    const cause = error instanceof AppError ? JSON.stringify(error.failure.params) : String(error);
    process.stderr.write(`${PRINTER_SAYS}${cause}\n`);
    app.exit(1);
  }
}

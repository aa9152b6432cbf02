import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail } from "#core/result/failure.ts";
import { z } from "zod";
import { PRINTER_SAYS } from "../client-report/printer-says.ts";

/** Names the program that prints, with its first arguments, as a JSON list. */
const VARIABLE = "CLOUDSPEND_PRINTER";
const command = z.tuple([z.string().min(1)]).rest(z.string());

/** The printer that the surroundings name: an Electron that is started for each document and shows no window. */
export function printerOf(env: NodeJS.ProcessEnv): ((html: string) => Promise<Uint8Array>) | null {
  const text = env[VARIABLE];
  if (text === undefined || text === "") return null;
  const [program, ...args] = command.parse(JSON.parse(text));
  return async (html) => {
    const folder = await mkdtemp(join(tmpdir(), "cloudspend-report-"));
    try {
      const [from, to] = [join(folder, "report.html"), join(folder, "report.pdf")];
      await writeFile(from, html);
      const said = await run(program, [...args, from, to]);
      return await readFile(to).catch(() => fail("report.not_printed", { cause: lastLine(said) }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Runs a program to its end and gives what it said on standard error. */
function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(said));
  });
}

/** Chromium says much on standard error that is of no concern. */
function lastLine(text: string): string {
  const own = text.split("\n").findLast((line) => line.startsWith(PRINTER_SAYS));
  return own?.slice(PRINTER_SAYS.length, 300) ?? "the printer ended by itself";
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import { electronPath, sandboxArguments } from "../../../../build/setup/electron.mjs";
import { OUT } from "../../../../build/setup/paths.mjs";

/** What `cloudspend audit --json` says. */
export type Audited = {
  readonly month: string;
  readonly pages: number;
  readonly files: readonly string[];
};

const answer = z.object({ month: z.string(), pages: z.number(), files: z.array(z.string()) });

/** Runs `cloudspend audit` as a process of its own, with the printer it has in an installed app. */
export async function audit(args: readonly string[], directory: string): Promise<Audited> {
  const printer = [electronPath(), ...sandboxArguments(), join(OUT, "printer")];
  const program = join(OUT, "headless", "cloudspend.js");
  const child = spawn(process.execPath, [program, "audit", ...args, "--json"], {
    cwd: directory,
    env: { ...process.env, CLOUDSPEND_PRINTER: JSON.stringify(printer) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`cloudspend audit ended with ${code ?? "a signal"}: ${err}`);
  return answer.parse(JSON.parse(out));
}

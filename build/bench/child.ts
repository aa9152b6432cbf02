import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { BenchData } from "./data.ts";

export type TaskInput = { readonly data: BenchData; readonly directory: string };

/** What every measured child reports besides its own figures. */
export type Measured<Figures> = Figures & { readonly peakMb: number };

/** Runs one task in a process of its own, so that its peak memory is its own. */
export async function runChild<Figures>(task: string, input: object): Promise<Measured<Figures>> {
  const child = startChild(task, input);
  const [output, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  if (code !== 0) throw new Error(`${task} ended with ${code}`);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

export function startChild(task: string, input: object) {
  const self = fileURLToPath(import.meta.url);
  return spawn(process.execPath, [self, "--task", task, "--input", JSON.stringify(input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

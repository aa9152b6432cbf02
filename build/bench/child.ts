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

/** The bundle of the benchmark itself, and how it is told to run one task. */
export const SELF = fileURLToPath(import.meta.url);
export function argumentsOf(task: string, input: object): readonly string[] {
  return ["--task", task, "--input", JSON.stringify(input)];
}

export function startChild(task: string, input: object) {
  return spawn(process.execPath, [SELF, ...argumentsOf(task, input)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

import { spawn } from "node:child_process";

/** Migrates in a process of its own that is killed before a step; gives the number of steps of one that is not. */
export async function runMigration(
  program: string,
  directory: string,
  killAt: number | null,
): Promise<number> {
  const running = spawn(process.execPath, [program, directory, killAt === null ? "" : String(killAt)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let said = "";
  running.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((resolve) => running.once("close", resolve));
  return Number(said);
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import type { AllocationModel } from "#core/allocation/model.ts";
import { allocationModel } from "#core/contract/schema/allocation.ts";
import { tagProfiles } from "#core/contract/schema/cost.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage.ts";

const modelFile = z.union([
  allocationModel.unwrap().extend({ profiles: tagProfiles.optional() }),
  z.object({ allocationModels: z.array(allocationModel).min(1) }),
]);

/** The allocation model a file holds: one by itself, or the one in force of a workspace's own file. */
export async function readModel(
  path: string,
  terminal: Terminal,
): Promise<{ readonly model: AllocationModel; readonly profiles: readonly TagProfile[] }> {
  const text = await readFile(resolve(terminal.directory, path), "utf8").catch(() => null);
  if (text === null) throw new UsageError(`the model ${path} cannot be read`);
  const read = modelFile.safeParse(jsonOf(text));
  if (!read.success) throw new UsageError(`${path} is no allocation model (${problemOf(read.error)})`);
  if ("allocationModels" in read.data) {
    const [model] = read.data.allocationModels;
    if (model === undefined) throw new UsageError(`${path} holds no allocation model`);
    return { model, profiles: [] };
  }
  const { profiles = [], ...model } = read.data;
  return { model, profiles };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function problemOf(error: z.ZodError): string {
  const [issue] = error.issues.flatMap((one) => ("errors" in one ? one.errors.flat() : [one]));
  const at = issue?.path.join(".") ?? "";
  return `${at === "" ? "" : `${at}: `}${issue?.message ?? "not JSON"}`.replace(/\.$/, "");
}

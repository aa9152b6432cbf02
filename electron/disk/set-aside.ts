import { randomUUID } from "node:crypto";
import { copyFile, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { DAMAGED_THINGS, type Incident, type LostMonth } from "#core/workspace/condition.ts";
import { renameDurably, writeDurably } from "./durable.ts";

/** Damaged things lie here, beside where they were found, each in a folder of its own with what is known of it. */
const FOLDER = "damaged";
const FILE = "what-happened.json";

const lost = z.object({
  billingPeriod: z.string(),
  reportName: z.string(),
  rows: z.number(),
  costAccountId: z.string().nullable(),
});
const schema = z.object({
  version: z.literal(1),
  at: z.string(),
  thing: z.enum(DAMAGED_THINGS),
  name: z.string(),
  cause: z.string(),
  lost: lost.nullable(),
  saved: z.number().nullable(),
  isSeen: z.boolean(),
});
type Document = z.infer<typeof schema>;

type Finding = Pick<Incident, "thing" | "name" | "cause"> & Partial<Pick<Incident, "lost" | "saved">>;

/**
 * Puts damaged files or folders aside as they are. Nothing is deleted; what is not there is passed over. With `copies` they
 * stay where they are too. Gives the incident's id.
 */
export async function setAside(
  directory: string,
  finding: Finding,
  paths: readonly string[],
  how: "moves" | "copies" = "moves",
): Promise<string> {
  const at = new Date().toISOString();
  const id = `${at.slice(0, 19).replaceAll(":", "-")}-${randomUUID().slice(0, 8)}`;
  const folder = join(directory, FOLDER, id);
  const document: Document = {
    version: 1,
    at,
    thing: finding.thing,
    name: finding.name,
    cause: finding.cause,
    lost: finding.lost ?? null,
    saved: finding.saved ?? null,
    isSeen: false,
  };
  // Told before anything is moved: what is killed in between is told of once more.
  await writeDurably(join(folder, FILE), JSON.stringify(document, null, 2));
  let kept = 0;
  for (const path of paths) {
    const target = join(folder, basename(path));
    kept += await (how === "copies" ? copyFile(path, target) : renameDurably(path, target)).then(
      () => 1,
      (error: unknown) => (isAbsent(error) ? 0 : Promise.reject(error)),
    );
  }
  // A month can be lost with everything that lay there.
  if (kept === 0 && document.lost === null) await rm(folder, { recursive: true, force: true });
  return id;
}

/** What was put aside in a folder and not yet acknowledged, the latest first. */
export async function listIncidents(directory: string): Promise<readonly Incident[]> {
  const ids = await readdir(join(directory, FOLDER)).catch(() => []);
  const incidents: Incident[] = [];
  for (const id of ids.toSorted().toReversed()) {
    const document = await read(directory, id);
    if (document === null || document.isSeen) continue;
    const { at, thing, name, cause, lost: month, saved } = document;
    incidents.push({ id, at, thing, name, cause, folder: join(directory, FOLDER, id), lost: month, saved });
  }
  return incidents;
}

/** Months that were lost at some time, acknowledged or not. */
export async function lostMonths(directory: string): Promise<readonly LostMonth[]> {
  const ids = await readdir(join(directory, FOLDER)).catch(() => []);
  const documents = await Promise.all(ids.map((id) => read(directory, id)));
  return documents.flatMap((document) => document?.lost ?? []);
}

/** Takes an incident off the list; what was put aside stays where it is. */
export async function acknowledgeIncident(directory: string, id: string): Promise<void> {
  await change(directory, id, { isSeen: true });
}

/** The month of an incident was had from elsewhere after all. */
export async function noteFound(directory: string, id: string): Promise<void> {
  await change(directory, id, { lost: null });
}

async function change(directory: string, id: string, part: Partial<Document>): Promise<void> {
  const document = basename(id) === id ? await read(directory, id) : null;
  if (document === null) return;
  await writeDurably(join(directory, FOLDER, id, FILE), JSON.stringify({ ...document, ...part }, null, 2));
}

async function read(directory: string, id: string): Promise<Document | null> {
  const text = await readFile(join(directory, FOLDER, id, FILE), "utf8").catch(() => "");
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

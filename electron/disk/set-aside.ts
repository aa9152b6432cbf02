import { randomUUID } from "node:crypto";
import { copyFile, readdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import type { Delivery } from "#core/delivery/delivery.ts";
import { DAMAGED_THINGS, type Incident, type LostMonth } from "#core/workspace/condition.ts";
import { renameDurably, writeDurably } from "./durable.ts";

/** Damaged things lie here, beside where they were found, each in a folder of its own with what is known of it. */
const FOLDER = "damaged";
const FILE = "what-happened.json";

const lost = z.object({
  billingPeriod: z.string(),
  reportName: z.string(),
  payerAccountId: z.string().nullable().default(null),
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
  /** What lies where the lost month came from was read, and did not give it. */
  isTried: z.boolean().default(false),
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
  const folder = placeOf(directory, id);
  const document: Document = {
    version: 1,
    at,
    thing: finding.thing,
    name: finding.name,
    cause: finding.cause,
    lost: finding.lost ?? null,
    saved: finding.saved ?? null,
    isSeen: false,
    isTried: false,
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

/** Where the things of an incident lie. */
export function placeOf(directory: string, id: string): string {
  return join(directory, FOLDER, id);
}

/** What was put aside in a folder and not yet acknowledged, the latest first. */
export async function listIncidents(directory: string): Promise<readonly Incident[]> {
  return (await documentsIn(directory))
    .filter(({ isSeen }) => !isSeen)
    .map(({ id, at, thing, name, cause, lost: month, saved }) => {
      const folder = placeOf(directory, id);
      return { id, at, thing, name, cause, folder, lost: month, saved };
    });
}

/** Months that were lost at some time, acknowledged or not. */
export async function lostMonths(directory: string): Promise<readonly LostMonth[]> {
  return (await documentsIn(directory)).flatMap((document) => document.lost ?? []);
}

/** Folders of what is left of lost months that nobody has resigned themselves to, by the id of their incident. */
export async function lostFolders(directory: string): Promise<ReadonlyMap<string, string>> {
  const open = (await documentsIn(directory)).filter(
    (document) => document.lost !== null && !document.isSeen && !document.isTried,
  );
  return new Map(open.map(({ id }) => [id, placeOf(directory, id)]));
}

/** Takes an incident off the list; what was put aside stays where it is. */
export async function acknowledgeIncident(directory: string, id: string): Promise<void> {
  await change(directory, id, { isSeen: true });
}

/** What lies where a lost month came from does not give it: it is not tried again by itself. */
export async function noteTried(directory: string, id: string): Promise<void> {
  await change(directory, id, { isTried: true });
}

/** Months that were lost are held again, wherever they came from. */
export async function noteFound(directory: string, held: readonly Delivery[]): Promise<void> {
  for (const { id, lost: month } of await documentsIn(directory))
    if (month !== null && held.some((delivery) => isMonthOf(delivery, month)))
      await change(directory, id, { lost: null });
}

function isMonthOf(delivery: Delivery, month: LostMonth): boolean {
  const { billingPeriod, reportName, payerAccountId, costAccountId } = month;
  return (
    delivery.billingPeriod === billingPeriod &&
    delivery.reportName === reportName &&
    (delivery.payerAccountId === payerAccountId ||
      (costAccountId !== null && delivery.costAccountId === costAccountId))
  );
}

/** What is told of everything put aside, the latest first. */
async function documentsIn(directory: string): Promise<readonly (Document & { readonly id: string })[]> {
  const ids = await readdir(join(directory, FOLDER)).catch(() => []);
  const documents = await Promise.all(
    ids
      .toSorted()
      .toReversed()
      .map(async (id) => ({ id, document: await read(directory, id) })),
  );
  return documents.flatMap(({ id, document }) => (document === null ? [] : [{ ...document, id }]));
}

async function change(directory: string, id: string, part: Partial<Document>): Promise<void> {
  const document = basename(id) === id ? await read(directory, id) : null;
  if (document === null) return;
  await writeDurably(join(placeOf(directory, id), FILE), JSON.stringify({ ...document, ...part }, null, 2));
}

async function read(directory: string, id: string): Promise<Document | null> {
  const text = await readFile(join(placeOf(directory, id), FILE), "utf8").catch(() => "");
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

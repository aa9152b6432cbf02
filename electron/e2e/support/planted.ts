import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { ORGANISATIONS } from "#core/sample/organisation.ts";
import { textsHeld, type Held } from "./canary.ts";

/** What a journey plants into the app to see that it does not come out again. */
export type Planted = {
  /** In the environment of every start, as of a user who has exported keys. */
  readonly environment: Readonly<Record<string, string>>;
  /** Secrets that the journey gives to the app, asked for when it has ended. */
  readonly secrets: (ofJourney: () => readonly string[]) => void;
  /** Texts that only one client's data has, by the name of its workspace. */
  readonly client: (workspace: string, texts: readonly string[]) => void;
};

/** What the app wrote in a journey: the user's data, and the folder for what is temporary. */
export type Written = { readonly dataFolder: string; readonly temporary: string };

/** The accounts of the bills that most journeys import: they belong into a workspace and nowhere else. */
const BILLED = Object.values(ORGANISATIONS).flatMap(({ accounts }) =>
  Object.values(accounts).map(({ id }) => id),
);

const known = z.object({ workspaces: z.array(z.object({ id: z.string(), name: z.string() })) });

export function plant(): Planted & { readonly leaks: (written: Written) => Promise<readonly string[]> } {
  const standing = `canary/${randomUUID()}`;
  const sources: (() => readonly string[])[] = [() => [standing]];
  const clients = new Map<string, readonly string[]>();
  return {
    environment: { AWS_SECRET_ACCESS_KEY: standing },
    secrets: (ofJourney) => void sources.push(ofJourney),
    client: (workspace, texts) => void clients.set(workspace, texts),
    async leaks(written) {
      const secrets = sources.flatMap((ofJourney) => ofJourney());
      return [
        ...(await secretsIn(written, secrets)),
        ...(await billsOutside(written)),
        ...(await foreignTexts(written, clients)),
      ];
    },
  };
}

/** A secret may be in no file at all, exports and what was handed over included. */
async function secretsIn({ dataFolder, temporary }: Written, secrets: readonly string[]) {
  const held = [...(await textsHeld(dataFolder, secrets)), ...(await textsHeld(temporary, secrets))];
  return held.map(({ path }) => `a secret: ${path}`);
}

/** What all workspaces share may hold nothing of a bill: logs, the browser's storage, preferences, what is temporary. */
async function billsOutside({ dataFolder, temporary }: Written): Promise<readonly string[]> {
  const shared = [temporary, join(dataFolder, "logs"), join(dataFolder, "browser")];
  const held = await Promise.all(shared.map((folder) => textsHeld(folder, BILLED).catch(none)));
  return held.flat().map(({ path, text }) => `account ${text}: ${path}`);
}

/** A workspace may hold no other one's name or id, nor what was planted for it. */
async function foreignTexts(
  { dataFolder }: Written,
  clients: ReadonlyMap<string, readonly string[]>,
): Promise<readonly string[]> {
  const workspaces = await workspacesOf(dataFolder);
  const found = await Promise.all(
    workspaces.map(async ({ folder, name }) => {
      const others = workspaces.filter((other) => !name.includes(other.name) && !other.name.includes(name));
      const texts = others.flatMap((other) => [other.id, other.name, ...(clients.get(other.name) ?? [])]);
      const held = await textsHeld(folder, texts).catch(none);
      return held.map((each) => ({ ...each, name }));
    }),
  );
  return found
    .flat()
    .map(({ path, text, name }) => `“${text}” in the workspace “${name}”: ${relative(dataFolder, path)}`);
}

async function workspacesOf(dataFolder: string) {
  const text = await readFile(join(dataFolder, "workspaces.json"), "utf8").catch(() => "{}");
  const { data } = known.safeParse(parsed(text));
  return (data?.workspaces ?? []).map(({ id, name }) => ({
    id,
    name,
    folder: join(dataFolder, "workspaces", id),
  }));
}

/** Some journeys damage the list. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Not every journey comes so far that there is such a folder. */
function none(error: unknown): readonly Held[] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}

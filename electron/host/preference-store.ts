import type { z } from "zod";
import { preferences } from "#core/contract/schema/workspace.ts";
import { readJson, writeJson } from "./json-file.ts";

export type Preferences = z.infer<typeof preferences>;

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "system",
  onboardingDone: false,
  locale: null,
  railCollapsed: false,
  refresh: "daily",
  updates: "off",
  updatesAskedOn: null,
};

export type PreferenceStore = {
  get(): Preferences;
  set(value: Preferences): Promise<void>;
};

/** Preferences in one file, read once; a damaged file is put aside and the defaults apply. */
export async function openPreferences(
  file: string,
  onChange: (value: Preferences) => void,
): Promise<PreferenceStore> {
  const read = await readJson(file, preferences);
  let current = read.kind === "read" ? read.value : DEFAULT_PREFERENCES;
  return {
    get: () => current,
    async set(value) {
      await writeJson(file, value);
      current = value;
      onChange(value);
    },
  };
}

/**
 * A JSON value without the places of this computer: wherever a text names one of the folders, the folder is cut off.
 * Longer folders go first, so that nothing of a nested one is left.
 */
export function withoutLocalFolders(value: unknown, folders: readonly string[]): unknown {
  const longestFirst = folders.filter((folder) => folder.length > 1).toSorted((a, b) => b.length - a.length);
  return clean(value, (text) => longestFirst.reduce(cutOff, text));
}

function clean(value: unknown, tidy: (text: string) => string): unknown {
  if (typeof value === "string") return tidy(value);
  if (Array.isArray(value)) return value.map((each) => clean(each, tidy));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [tidy(key), clean(each, tidy)]));
}

function cutOff(text: string, folder: string): string {
  return text.replaceAll(`${folder}/`, "").replaceAll(`${folder}\\`, "").replaceAll(folder, "");
}

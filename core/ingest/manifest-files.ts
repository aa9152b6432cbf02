/** Places, best first, where the object of a key may lie on disk next to (or above) its manifest. Relative to `up` folders above the manifest's. */
export type Place = { readonly up: number; readonly relative: string };

const HIGHEST = 8;

/**
 * A delivery may have been copied with any part of its key as folders. The longest tail of the key wins; the bare file
 * name only counts in the manifest's own folder, since every period has files of the same names.
 */
export function placesOfKey(key: string): readonly Place[] {
  const parts = key.split("/").filter((part) => part !== "");
  const places: Place[] = [];
  for (let skip = 0; skip < parts.length; skip += 1) {
    const tail = parts.slice(skip);
    for (const name of spellings(tail.at(-1) ?? "")) {
      const relative = [...tail.slice(0, -1), name].join("/");
      for (let up = 0; up <= (tail.length === 1 ? 0 : HIGHEST); up += 1) places.push({ up, relative });
    }
  }
  return places;
}

/** A file may have been unpacked after the download. */
function spellings(name: string): readonly string[] {
  if (/\.csv\.(gz|zip)$/i.test(name)) return [name, name.replace(/\.(gz|zip)$/i, "")];
  return /\.(gz|zip)$/i.test(name) ? [name, name.replace(/\.(gz|zip)$/i, ".csv")] : [name];
}

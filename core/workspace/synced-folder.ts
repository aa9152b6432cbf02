/** Folders that services keep equal on several computers, by a part of their path. */
const SERVICES: readonly (readonly [service: string, folder: RegExp])[] = [
  ["OneDrive", /^(OneDrive|SkyDrive)([ -].*)?$/i],
  ["Dropbox", /^Dropbox( \(.*\))?$/i],
  ["iCloud Drive", /^(Mobile Documents|com~apple~CloudDocs|iCloudDrive|iCloud Drive)$/i],
  ["Google Drive", /^(Google ?Drive|GoogleDrive-.*|My Drive)$/i],
  ["Box", /^(Box|Box Sync|Box-Box)$/i],
  ["Nextcloud", /^(Nextcloud|ownCloud)\d*$/i],
  ["Syncthing", /^\.?(syncthing|Sync)$/],
];

/**
 * The service that keeps a folder equal on several computers, told by the names in its path; null where none does. Two
 * computers that write the same database at once, or a copy taken in the middle of a change, damage it.
 */
export function syncServiceOf(path: string): string | null {
  const parts = path.split(/[/\\]/);
  return SERVICES.find(([, folder]) => parts.some((part) => folder.test(part)))?.[0] ?? null;
}

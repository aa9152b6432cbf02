import { expect, test } from "vitest";
import { syncServiceOf } from "./synced-folder.ts";

test.each([
  ["C:\\Users\\ann\\OneDrive - Acme Ltd\\bills\\ws", "OneDrive"],
  ["C:\\Users\\ann\\OneDrive\\ws", "OneDrive"],
  ["/Users/ann/Library/CloudStorage/OneDrive-Acme/ws", "OneDrive"],
  ["/home/ann/Dropbox/ws", "Dropbox"],
  ["/Users/ann/Dropbox (Acme)/ws", "Dropbox"],
  ["/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/ws", "iCloud Drive"],
  ["/Users/ann/Library/CloudStorage/GoogleDrive-ann@acme.com/My Drive/ws", "Google Drive"],
  ["G:\\My Drive\\ws", "Google Drive"],
  ["/Users/ann/Library/CloudStorage/Box-Box/ws", "Box"],
  ["/home/ann/Nextcloud/ws", "Nextcloud"],
])("%s is kept equal by %s", (path, service) => {
  expect(syncServiceOf(path)).toBe(service);
});

test.each([
  "/home/ann/.config/CloudSpend Desktop/workspaces/1",
  "/home/ann/onedriver/ws",
  "C:\\Users\\ann\\Documents\\Dropbox bills\\ws",
  "/srv/boxes/ws",
])("%s is on this computer only", (path) => {
  expect(syncServiceOf(path)).toBeNull();
});

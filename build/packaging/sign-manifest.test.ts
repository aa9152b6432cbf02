import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSignedManifest } from "../../electron/updates/signed-manifest.ts";
import { readUpdateSource } from "../../electron/updates/source.ts";
import { publicKeyOf, signManifests } from "./sign-manifest.mjs";

const { privateKey } = generateKeyPairSync("ed25519", {
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

test("what is signed when a release is made is what the app takes", async () => {
  const folder = await mkdtemp(join(tmpdir(), "signed-"));
  const hash = Buffer.alloc(64, 7).toString("base64");
  const text = `version: 1.2.3\nfiles:\n  - url: a-1.2.3.AppImage\n    sha512: ${hash}\n    size: 7\n`;
  await writeFile(join(folder, "latest-linux.yml"), text);
  await writeFile(join(folder, "latest-mac.yml"), text);
  await writeFile(join(folder, "builder-debug.yml"), text);
  signManifests(folder, privateKey);
  const signature = await readFile(join(folder, "latest-linux.yml.sig"), "utf8");
  expect(await readFile(join(folder, "latest-mac.yml.sig"), "utf8")).toBe(signature);
  await expect(readFile(join(folder, "builder-debug.yml.sig"))).rejects.toThrow("ENOENT");
  expect(readSignedManifest(text, signature, createPublicKey(privateKey))).toMatchObject({
    kind: "read",
    value: { version: "1.2.3" },
  });
  await rm(folder, { recursive: true, force: true });
});

test("the key that is built in is its public half", () => {
  const updates = { url: "https://updates.example.com/", publicKey: publicKeyOf(privateKey) };
  const source = readUpdateSource({ updates }, true, {});
  expect(source?.publicKey.equals(createPublicKey(privateKey))).toBe(true);
});

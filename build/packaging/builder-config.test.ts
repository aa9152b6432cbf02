import { existsSync, readFileSync } from "node:fs";
import { DebugLogger } from "builder-util";
import { getConfig, validateConfiguration } from "app-builder-lib/out/util/config/config.js";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { updateFeed } from "./feed.mjs";

const config = await getConfig(inRoot(), "electron-builder.yml", null);

test("electron-builder finds its configuration in order", async () => {
  await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  const wrong = { ...config, mac: { ...config.mac, hardenedRuntme: true } };
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(
    "does not match the API schema",
  );
});

test("what is built for each system", () => {
  expect(config.linux?.target).toEqual(["AppImage", "deb", "tar.gz"]);
  expect(config.mac?.target).toEqual(["dmg", "zip"].map((target) => ({ target, arch: ["x64", "arm64"] })));
  expect(config.win?.target).toEqual([{ target: "nsis", arch: ["x64", "arm64"] }]);
  expect(config.mac).toMatchObject({ hardenedRuntime: true, notarize: true });
  expect(config.asarUnpack).toContain("node_modules/@duckdb/**");
  expect(config.fileAssociations).toMatchObject([{ ext: "cloudspend" }]);
  expect(config.publish).toBe(null);
  for (const file of [config.mac?.entitlements, config.afterPack])
    expect(existsSync(inRoot(String(file)))).toBe(true);
});

test("the Mac app may do no more than run the code that V8 writes", () => {
  const plist = readFileSync(inRoot(String(config.mac?.entitlements)), "utf8");
  expect([...plist.matchAll(/<key>(.+?)<\/key>/g)].map(([, key]) => key)).toEqual([
    "com.apple.security.cs.allow-jit",
  ]);
});

test("a release looks for newer ones where whoever makes it says so, by https and with a key", () => {
  expect(updateFeed({})).toEqual({ args: [], privateKey: null });
  expect(() => updateFeed({ CLOUDSPEND_UPDATE_URL: "https://updates.example.com" })).toThrow("together");
  expect(() =>
    updateFeed({ CLOUDSPEND_UPDATE_URL: "http://updates.example.com", CLOUDSPEND_UPDATE_KEY: "key.pem" }),
  ).toThrow("https");
});

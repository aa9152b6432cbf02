import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inRoot } from "../setup/paths.mjs";
import { FORGOTTEN_TEXTS } from "./licence-texts.mjs";
import { sbomOf } from "./sbom.mjs";
import { ownText, shippedPackages } from "./shipped.mjs";

/** Licences under which others may be given what we build, with their text and nothing else. */
const ALLOWED = [
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "OFL-1.1",
];

const project = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const lock = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages;
const packages = shippedPackages();

test("what is shipped is found: bundled, beside the bundles, in style sheets", () => {
  const names = packages.map(({ name }) => name);
  for (const name of [
    "vue",
    "echarts",
    "@aws-sdk/client-s3",
    "zod",
    "yazl",
    "@duckdb/node-api",
    "@github/keytar",
  ])
    expect(names).toContain(name);
  for (const name of ["tailwindcss", "@fontsource-variable/inter", "@iconify-json/lucide"])
    expect(names).toContain(name);
  for (const name of ["vite", "vitest", "typescript", "electron-builder"]) expect(names).not.toContain(name);
});

test("nothing is shipped without the text of a licence, or under one that asks for more", () => {
  expect(packages.filter(({ licence }) => !ALLOWED.includes(licence))).toEqual([]);
  expect(packages.filter(({ text }) => text.length < 200).map(({ name }) => name)).toEqual([]);
});

test("a text is only supplied where a package has forgotten its own", () => {
  for (const name of Object.keys(FORGOTTEN_TEXTS)) {
    const paths = Object.keys(lock).filter((path) => path.endsWith(`node_modules/${name}`));
    const shipped = packages.filter((each) => each.name === name).map(({ version }) => version);
    const forgotten = paths.filter((path) => shipped.includes(lock[path].version) && ownText(path) === "");
    expect([name, forgotten.length > 0]).toEqual([name, true]);
  }
});

test("the bill of materials names every package by version and hash, and Electron", () => {
  const bill = JSON.parse(sbomOf(project, packages));
  expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6" });
  expect(bill.serialNumber).toMatch(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
  expect(bill.metadata.component).toMatchObject({ name: project.name, version: project.version });
  expect(bill.components).toHaveLength(packages.length + 1);
  const [electron, ...libraries] = bill.components;
  expect(electron).toMatchObject({ name: "electron", version: project.devDependencies.electron });
  for (const each of libraries) {
    expect(each.purl).toBe(`pkg:npm/${each.name.replace("@", "%40")}@${each.version}`);
    expect(each.hashes[0].content).toMatch(/^[\da-f]{128}$/);
  }
  const references = bill.components.map((each: { "bom-ref": string }) => each["bom-ref"]);
  expect(new Set(references).size).toBe(references.length);
});

test("the same sources make the same bytes", () => {
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  expect(hash(sbomOf(project, shippedPackages(), ""))).toBe(hash(sbomOf(project, packages, "")));
  expect(sbomOf(project, packages, "")).not.toContain("timestamp");
  expect(sbomOf(project, packages, "1767225600")).toContain('"timestamp": "2026-01-01T00:00:00.000Z"');
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OUT, inRoot } from "../setup/paths.mjs";
import { sbomOf } from "./sbom.mjs";
import { packageLists, shippedPackages } from "./shipped.mjs";

const NOTICES = join(OUT, "notices");
/** What the app shows. */
const FOR_THE_APP = join(NOTICES, "licences.json");
/** What lies beside the app, to be read without it. */
const FOR_READERS = join(NOTICES, "third-party-licences.txt");
export const SBOM = join(NOTICES, "sbom.cdx.json");

/** Writes down what the bundles that are there hold of others; nothing while one of them is missing. */
export function writeNotices() {
  if (!packageLists().every((list) => existsSync(list))) return;
  const packages = shippedPackages();
  const groups = groupByText(packages);
  mkdirSync(NOTICES, { recursive: true });
  writeFileSync(FOR_THE_APP, JSON.stringify(groups));
  writeFileSync(FOR_READERS, groups.map(inWords).join(`\n\n${"=".repeat(80)}\n\n`));
  const project = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  writeFileSync(SBOM, sbomOf(project, packages));
}

/**
 * Most packages of one author come with the very same text.
 * @param {readonly import("./shipped.mjs").ShippedPackage[]} packages
 */
function groupByText(packages) {
  /** @type {Map<string, { licence: string, text: string, packages: { name: string, version: string }[] }>} */
  const groups = new Map();
  for (const { name, version, licence, text } of packages) {
    const group = groups.get(text) ?? { licence, text, packages: [] };
    group.packages.push({ name, version });
    groups.set(text, group);
  }
  return [...groups.values()];
}

/** @param {ReturnType<typeof groupByText>[number]} group */
function inWords({ licence, text, packages }) {
  return `${packages.map(({ name, version }) => `${name} ${version}`).join("\n")}\n\nLicence: ${licence}\n\n${text}`;
}

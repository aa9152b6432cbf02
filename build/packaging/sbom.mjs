import { createHash } from "node:crypto";

/**
 * The software bill of materials, CycloneDX 1.6 as JSON: the app, what is bundled into it or lies beside the bundles, and
 * Electron. It holds no time and no random number unless SOURCE_DATE_EPOCH gives one: the same sources make the same bytes.
 * @param {{ readonly name: string, readonly version: string, readonly license: string, readonly devDependencies: Readonly<Record<string, string>> }} project
 * @param {readonly import("./shipped.mjs").ShippedPackage[]} packages
 * @param {string} [sourceDateEpoch] seconds since 1970
 */
export function sbomOf(project, packages, sourceDateEpoch = process.env["SOURCE_DATE_EPOCH"]) {
  const app = component({ ...project, licence: project.license, type: "application" });
  const electron = component({
    name: "electron",
    version: project.devDependencies["electron"] ?? "",
    licence: "MIT",
    type: "framework",
  });
  const components = [electron, ...packages.map((each) => component({ ...each, type: "library" }))];
  const dependencies = [
    { ref: app["bom-ref"], dependsOn: components.map((each) => each["bom-ref"]) },
    ...components.map((each) => ({ ref: each["bom-ref"], dependsOn: [] })),
  ];
  const timestamp = sourceDateEpoch
    ? { timestamp: new Date(Number(sourceDateEpoch) * 1_000).toISOString() }
    : {};
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { ...timestamp, component: app },
    components,
    dependencies,
  };
  return `${JSON.stringify({ ...bill, serialNumber: serialNumber(JSON.stringify(bill)) }, null, 2)}\n`;
}

/** @param {{ name: string, version: string, licence: string, type: string, integrity?: string }} each */
function component({ name, version, licence, type, integrity = "" }) {
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const [algorithm, hash = ""] = integrity.split("-", 2);
  const hashes =
    algorithm === "sha512"
      ? { hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }] }
      : {};
  return { type, "bom-ref": purl, name, version, ...hashes, licenses: [{ license: { id: licence } }], purl };
}

/** A UUID that follows from the content. @param {string} content */
function serialNumber(content) {
  const hex = createHash("sha256").update(content).digest("hex");
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-")}`;
}

import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Signs every list of versions that electron-builder wrote into a folder (`latest-linux.yml` and the like): the signature
 * lies beside it as `.sig`. Without one the app takes no update.
 * @param {string} folder
 * @param {string} privateKey Ed25519, PEM
 */
export function signManifests(folder, privateKey) {
  for (const name of readdirSync(folder).filter((each) => /^latest.*\.yml$/.test(each))) {
    const file = join(folder, name);
    writeFileSync(`${file}.sig`, `${signatureOf(readFileSync(file), privateKey)}\n`);
  }
}

/** @param {Uint8Array} bytes @param {string} privateKey */
export function signatureOf(bytes, privateKey) {
  return sign(null, bytes, createPrivateKey(privateKey)).toString("base64");
}

/** The public half as it is built into the app. @param {string} privateKey */
export function publicKeyOf(privateKey) {
  return createPublicKey(privateKey).export({ format: "der", type: "spki" }).toString("base64");
}

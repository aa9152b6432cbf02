import { readFileSync } from "node:fs";
import { SetupError } from "../setup/say.mjs";
import { publicKeyOf } from "./sign-manifest.mjs";

/**
 * Where a release will look for newer ones, as whoever makes it says in the environment; nothing: it will not look at all.
 *
 * - `CLOUDSPEND_UPDATE_URL`: folder on the web, https.
 * - `CLOUDSPEND_UPDATE_KEY`: file with the Ed25519 key, PEM, that lists of versions are signed with.
 * - `CLOUDSPEND_UPDATE_PUBLISHER`: name in the certificate of Windows installers; without it Windows takes no updates.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ readonly args: readonly string[], readonly privateKey: string | null }}
 */
export function updateFeed(environment) {
  const url = environment["CLOUDSPEND_UPDATE_URL"];
  const keyFile = environment["CLOUDSPEND_UPDATE_KEY"];
  const publisher = environment["CLOUDSPEND_UPDATE_PUBLISHER"];
  if (!url && !keyFile) return { args: [], privateKey: null };
  if (!url || !keyFile)
    throw new SetupError("CLOUDSPEND_UPDATE_URL and CLOUDSPEND_UPDATE_KEY are given together or not at all.");
  if (!url.startsWith("https://")) throw new SetupError(`CLOUDSPEND_UPDATE_URL has to be https, not ${url}.`);
  const privateKey = readFileSync(keyFile, "utf8");
  return {
    privateKey,
    args: [
      "--publish=never",
      "-c.publish.provider=generic",
      `-c.publish.url=${url}`,
      `-c.extraMetadata.updates.url=${url}`,
      `-c.extraMetadata.updates.publicKey=${publicKeyOf(privateKey)}`,
      ...(publisher ? [`-c.extraMetadata.updates.publisher=${publisher}`] : []),
    ],
  };
}

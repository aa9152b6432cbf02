import { createPublicKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { readLoopback } from "../network/loopback.ts";

/** Where a build looks for newer versions, and the key its makers sign them with. */
export type UpdateSource = {
  /** Folder of the list of versions and of the files it names; ends in a slash. */
  readonly url: URL;
  /** Ed25519. */
  readonly publicKey: KeyObject;
  /** Name in the certificate that installers for Windows are signed with. */
  readonly publisher: string | null;
};

const inManifest = z.object({
  updates: z.object({
    url: z.url({ protocol: /^https$/ }),
    publicKey: z.base64(),
    publisher: z.string().min(1).optional(),
  }),
});

/**
 * What was built into the app's manifest; without it, or where it is not in order, there are no updates. Tests of builds that
 * are not packaged name a loopback address instead.
 */
export function readUpdateSource(
  manifest: unknown,
  isPackaged: boolean,
  environment: NodeJS.ProcessEnv,
): UpdateSource | null {
  const loopback = readLoopback("CLOUDSPEND_UPDATES", isPackaged, environment);
  if (loopback !== null) {
    const publicKey = keyOf(environment["CLOUDSPEND_UPDATES_KEY"] ?? "");
    return publicKey && { url: folder(loopback), publicKey, publisher: null };
  }
  const parsed = inManifest.safeParse(manifest);
  if (!parsed.success) return null;
  const { url, publicKey, publisher = null } = parsed.data.updates;
  const key = keyOf(publicKey);
  return key && { url: folder(url), publicKey: key, publisher };
}

function folder(address: string): URL {
  return new URL(address.endsWith("/") ? address : `${address}/`);
}

/** A public key as base64 of its DER form; null when it is none of the right kind. */
function keyOf(base64: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

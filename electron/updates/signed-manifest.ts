import { verify, type KeyObject } from "node:crypto";
import { parseUpdateInfo } from "electron-updater/out/providers/Provider.js";
import { z } from "zod";
import type { UpdateFault } from "#core/result/update-codes.ts";

const MOST_BYTES = 1_000_000;
const LARGEST_DOWNLOAD = 2_000_000_000;

/** What electron-builder writes of a version, without what is only there for installers that fetch more. */
const manifest = z.strictObject({
  version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/),
  files: z
    .array(
      z.object({
        // A plain name: the file lies beside the list.
        url: z.string().regex(/^[\w][\w.-]*$/),
        sha512: z.base64().length(88),
        size: z.number().int().positive().max(LARGEST_DOWNLOAD),
        blockMapSize: z.number().optional(),
        isAdminRightsRequired: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(20),
  path: z.string().optional(),
  sha512: z.string().optional(),
  releaseDate: z.union([z.string(), z.date()]).optional(),
});

export type SignedManifest = z.infer<typeof manifest>;

type Read =
  | { readonly kind: "read"; readonly value: SignedManifest }
  | { readonly kind: "refused"; readonly why: UpdateFault };

/** Reads a list of versions only after its signature has been found to be that of `key`. */
export function readSignedManifest(text: string, signature: string | null, key: KeyObject): Read {
  if (signature === null || signature.trim() === "") return { kind: "refused", why: "unsigned" };
  if (text.length > MOST_BYTES) return { kind: "refused", why: "manifest" };
  const bytes = Buffer.from(signature.trim(), "base64");
  if (bytes.length !== 64 || !verify(null, Buffer.from(text), key, bytes))
    return { kind: "refused", why: "signature" };
  const parsed = manifest.safeParse(yaml(text));
  return parsed.success ? { kind: "read", value: parsed.data } : { kind: "refused", why: "manifest" };
}

function yaml(text: string): unknown {
  try {
    return parseUpdateInfo(text, "latest", new URL("https://manifest.invalid/"));
  } catch {
    return null;
  }
}

/** Whether the version `a` comes after `b`; both are three numbers. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split("-")[0]?.split(".").map(Number) ?? []);
  const at = [0, 1, 2].find((index) => left?.[index] !== right?.[index]);
  return at !== undefined && (left?.[at] ?? 0) > (right?.[at] ?? 0);
}

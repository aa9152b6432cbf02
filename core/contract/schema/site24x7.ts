import { z } from "zod";
import { DATA_CENTRE_CODES } from "../../site24x7/data-centre.ts";

const id = z.string().min(1);

export const dataCentre = z.enum(DATA_CENTRE_CODES);

export const mspCustomer = z.object({ zaaid: id, name: z.string() }).readonly();

export const site24x7Login = z
  .object({
    id,
    name: z.string().trim().min(1).max(120),
    dataCentre,
    isMsp: z.boolean(),
    customer: mspCustomer.nullable(),
    createdAt: z.string(),
  })
  .readonly();

export const site24x7Link = z
  .object({
    loginId: id,
    customer: mspCustomer.nullable(),
    monitorId: id,
    displayName: z.string(),
    roleArn: z.string().nullable(),
    externalId: z.string().nullable(),
    accessKeyId: z.string().nullable(),
  })
  .readonly();

export const monitoredAccount = z
  .object({
    monitorId: id,
    displayName: z.string(),
    access: z.discriminatedUnion("kind", [
      z
        .object({
          kind: z.literal("role"),
          roleArn: z.string(),
          accountId: z.string().nullable(),
          externalId: z.string().nullable(),
        })
        .readonly(),
      z.object({ kind: z.literal("key"), accessKeyId: z.string() }).readonly(),
      z.object({ kind: z.literal("unknown") }).readonly(),
    ]),
    state: z.enum(["active", "suspended", "deleted"]),
  })
  .readonly();

export const linkChange = z
  .object({ what: z.enum(["name", "role", "externalId", "accessKey"]), before: z.string(), now: z.string() })
  .readonly();

/** A sign-in on its one way from the page to the keychain; no output ever has this shape. */
export const typedSignIn = z
  .object({
    name: z.string().trim().min(1).max(120),
    dataCentre,
    isMsp: z.boolean(),
    clientId: z.string().trim().min(1).max(256),
    clientSecret: z.string().trim().min(1).max(256),
    /** A code of the self client, which is exchanged at once, or the refresh token it was exchanged for elsewhere. */
    grant: z
      .object({ kind: z.enum(["code", "refreshToken"]), value: z.string().trim().min(1).max(512) })
      .readonly(),
    /** The login that signs in again; null for a new one. */
    loginId: id.nullable(),
  })
  .readonly();

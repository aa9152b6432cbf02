import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import {
  accountDraft,
  accountView,
  callerIdentity,
  check,
  checkProgress,
  draftFields,
  foundReport,
  foundTable,
  foundWorkgroup,
  keysFromFile,
  profile,
  secretState,
  typedKeys,
  workgroup,
} from "./schema/account.ts";
import { nothing, procedure } from "./schema/common.ts";

const id = z.string().min(1);
const one = z.object({ id });
const views = z.array(accountView).readonly();

/** The cost accounts of the open workspace. */
export const accountProcedures = {
  list: procedure.output(views),
  /** All accounts whenever one changes, the present state first. */
  watch: procedure.output(eventIterator(views)),
  /** Makes the checks of one account again, or of all. */
  check: procedure.input(z.object({ id: id.nullable() })).output(nothing),
  /** Starts a sync of one account, or of all; progress comes with `watch`. */
  sync: procedure.input(z.object({ id: id.nullable() })).output(nothing),
  pause: procedure.input(one).output(nothing),
  resume: procedure.input(one).output(nothing),
  cancel: procedure.input(one).output(nothing),
  /** Removes the account and its secrets; with its billing periods when `withData`. */
  remove: procedure.input(z.object({ id, withData: z.boolean() })).output(nothing),
  /** Reads a CSV file of `id,name` lines as the user's own account names. */
  importNames: procedure.input(z.object({ path: z.string().min(1) })).output(z.object({ names: z.number() })),
};

/** Accounts being set up or edited: the wizard. */
export const draftProcedures = {
  /** Last changed first. */
  list: procedure.output(z.array(accountDraft).readonly()),
  create: procedure.output(accountDraft),
  /** A draft that changes an account; the one already begun, if there is one. */
  edit: procedure.input(z.object({ accountId: id })).output(accountDraft),
  save: procedure.input(z.object({ id, fields: draftFields })).output(accountDraft),
  discard: procedure.input(one).output(nothing),
  /** Another external id: the role's trust policy has to be changed with it. */
  renewExternalId: procedure.input(one).output(accountDraft),
  setKeys: procedure.input(z.object({ id, keys: typedKeys })).output(accountDraft),
  /** Takes the keys from the file AWS lets a user download. */
  setKeysFromFile: procedure
    .input(z.object({ id, path: z.string().min(1), user: z.string().nullable() }))
    .output(keysFromFile),
  forgetKeys: procedure.input(one).output(accountDraft),
  /** Whose account a role has to trust: the base identity's. */
  identity: procedure.input(one).output(callerIdentity),
  /** Report definitions and data exports that the draft's credentials can see. */
  reports: procedure.input(one).output(z.array(foundReport).readonly()),
  /** Workgroups of Athena in the draft's region. */
  workgroups: procedure.input(one).output(z.array(foundWorkgroup).readonly()),
  /** What the draft's workgroup prescribes. */
  workgroup: procedure.input(one).output(workgroup),
  /** Names of the databases of the draft's data catalogue. */
  databases: procedure.input(one).output(z.array(z.string()).readonly()),
  /** All tables of the draft's database, reports or not. */
  tables: procedure.input(one).output(z.array(foundTable).readonly()),
  /** The checks, line by line as they are made. */
  check: procedure.input(one).output(eventIterator(checkProgress)),
  /** Makes the checks and saves the account; with failures only when `allowFailing`. Null when it was not saved. */
  connect: procedure
    .input(z.object({ id, allowFailing: z.boolean() }))
    .output(z.object({ account: accountView.nullable(), checks: z.array(check).readonly() })),
};

/** What this computer offers to sign in with. */
export const credentialProcedures = {
  profiles: procedure.output(z.array(profile).readonly()),
  keychain: procedure.output(secretState),
};

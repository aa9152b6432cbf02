import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { CostAccount } from "#core/account/cost-account.ts";
import type { AccountDraft, DraftFields } from "#core/account/draft.ts";
import type { typedSignIn } from "#core/contract/schema/site24x7.ts";
import { AppError, fail, failure, type Failure } from "#core/result/failure.ts";
import {
  changesSince,
  linkTo,
  type LinkChange,
  type Site24x7Link,
  type Site24x7Login,
} from "#core/site24x7/link.ts";
import type { MonitoredAccount, MspCustomer } from "#core/site24x7/answers/monitored-account.ts";
import type { Keychain } from "../secrets/keychain.ts";
import { endpointsOf, type Site24x7Overrides } from "../site24x7/endpoints.ts";
import { openLogin, type OpenLogin } from "../site24x7/login.ts";
import type { Surroundings } from "../site24x7/surroundings.ts";
import { exchangeCode, type SignIn } from "../site24x7/tokens.ts";
import type { AccountStore } from "./account-store.ts";
import { createSignIns } from "./sign-ins.ts";

export type TypedSignIn = z.infer<typeof typedSignIn>;
type Place = { readonly loginId: string; readonly customer: MspCustomer | null };

/** Stays in the main process, as everything secret does. */
export type HandedLogin = { readonly login: Site24x7Login; readonly signIn: SignIn };

/** The Site24x7 logins of one workspace and the accounts taken from them. */
export type Site24x7Logins = {
  list(): readonly Site24x7Login[];
  signIn(typed: TypedSignIn): Promise<Site24x7Login>;
  signOut(loginId: string): Promise<void>;
  /** A login and its secrets, for another workspace to adopt. */
  handOver(loginId: string): Promise<HandedLogin>;
  /** Keeps a login of another workspace, for one customer alone. */
  adopt(handed: HandedLogin, customer: MspCustomer): Promise<Site24x7Login>;
  customers(loginId: string): Promise<readonly MspCustomer[]>;
  awsAccounts(place: Place): Promise<readonly MonitoredAccount[]>;
  choose(chosen: Place & { readonly draftId: string; readonly monitorId: string }): Promise<AccountDraft>;
  changes(accountId: string): Promise<readonly LinkChange[]>;
  update(accountId: string): Promise<void>;
  unlink(accountId: string): Promise<void>;
  /** What is wrong with the link of an account; null when nothing is. */
  problemOf(link: Site24x7Link): Promise<Failure | null>;
};

export type Site24x7Parts = Surroundings & {
  readonly store: AccountStore;
  readonly keychain: Keychain;
  readonly overrides: Site24x7Overrides;
};

export function createSite24x7Logins(parts: Site24x7Parts): Site24x7Logins {
  const { store, now } = parts;
  const secrets = createSignIns(parts.keychain);
  /** Kept open, since tokens and lock periods belong to a login and not to a question. */
  const open = new Map<string, OpenLogin>();

  const loginOf = (loginId: string): Site24x7Login =>
    store.book().logins.find(({ id }) => id === loginId) ??
    fail("site24x7.sign_in_missing", { login: loginId });
  const opened = (loginId: string): OpenLogin => {
    const { dataCentre, name } = loginOf(loginId);
    const known = open.get(loginId);
    if (known !== undefined) return known;
    const fresh = openLogin({
      ...parts,
      endpoints: endpointsOf(dataCentre, parts.overrides),
      dataCentre,
      login: name,
      signIn: () => signInOf(loginId),
    });
    open.set(loginId, fresh);
    return fresh;
  };
  const signInOf = async (loginId: string): Promise<SignIn> =>
    (await secrets.read(loginId)) ?? fail("site24x7.sign_in_missing", { login: loginOf(loginId).name });
  const remember = async (login: Site24x7Login): Promise<Site24x7Login> => {
    await store.change((book) => ({
      ...book,
      logins: [...book.logins.filter(({ id }) => id !== login.id), login],
    }));
    return login;
  };
  const present = (link: Site24x7Link): Promise<MonitoredAccount> =>
    opened(link.loginId).awsAccount(link, link.customer);
  const linkOf = (accountId: string): Site24x7Link => {
    const { account } = store.account(accountId);
    return account.link ?? fail("site24x7.monitor_missing", { displayName: account.displayName });
  };
  const changeAccount = (id: string, change: (account: CostAccount) => CostAccount): Promise<void> =>
    store.changeAccount(id, (stored) => ({ ...stored, account: change(stored.account) }));

  return {
    list: () => store.book().logins,
    async signIn(typed) {
      const { name, dataCentre, isMsp, loginId } = typed;
      const id = loginId ?? randomUUID();
      const signIn = await granted(typed, parts);
      const trial = openLogin({
        ...parts,
        endpoints: endpointsOf(dataCentre, parts.overrides),
        dataCentre,
        login: name,
        signIn: async () => signIn,
      });
      await (isMsp ? trial.customers() : trial.awsAccounts(null));
      await secrets.keep(id, signIn);
      const before = store.book().logins.find((login) => login.id === id);
      const login = {
        id,
        name,
        dataCentre,
        isMsp,
        customer: before?.customer ?? null,
        createdAt: before?.createdAt ?? now().toISOString(),
      };
      await remember(login);
      open.set(id, trial);
      return login;
    },
    async signOut(loginId) {
      await secrets.forget(loginId);
      open.delete(loginId);
      await store.change((book) => ({
        ...book,
        logins: book.logins.filter(({ id }) => id !== loginId),
        accounts: book.accounts.map((stored) =>
          stored.account.link?.loginId === loginId
            ? { ...stored, account: { ...stored.account, link: null } }
            : stored,
        ),
      }));
    },
    handOver: async (loginId) => ({ login: loginOf(loginId), signIn: await signInOf(loginId) }),
    async adopt({ login, signIn }, customer) {
      const id = randomUUID();
      await secrets.keep(id, signIn);
      return remember({ ...login, id, customer, createdAt: now().toISOString() });
    },
    async customers(loginId) {
      const { customer } = loginOf(loginId);
      return customer === null ? opened(loginId).customers() : [customer];
    },
    awsAccounts: ({ loginId, customer }) => opened(loginId).awsAccounts(customer),
    async choose({ draftId, monitorId, loginId, customer }) {
      const found = await opened(loginId).awsAccount({ monitorId, displayName: monitorId }, customer);
      const draft = store.draft(draftId);
      return store.putDraft({
        ...draft,
        link: linkTo(found, { loginId, customer }),
        externalId: externalIdOf(found) ?? draft.externalId,
        fields: { ...draft.fields, ...prefilled(found, draft) },
        updatedAt: now().toISOString(),
      });
    },
    async changes(accountId) {
      const link = linkOf(accountId);
      return changesSince(link, await present(link));
    },
    async update(accountId) {
      const link = linkOf(accountId);
      const found = await present(link);
      await changeAccount(accountId, (account) => updated(account, link, found));
    },
    unlink: (accountId) => changeAccount(accountId, (account) => ({ ...account, link: null })),
    async problemOf(link) {
      try {
        const changes = changesSince(link, await present(link));
        if (changes.length === 0) return null;
        const words = changes.map(({ what }) => CHANGED[what]);
        return failure("site24x7.monitor_changed", { displayName: link.displayName, changes: words });
      } catch (error) {
        if (error instanceof AppError) return error.failure;
        throw error;
      }
    },
  };
}

const CHANGED: Readonly<Record<LinkChange["what"], string>> = {
  name: "its name",
  role: "its role",
  externalId: "its external id",
  accessKey: "its access key",
};

/** A code is good for one use and for minutes, so that it is exchanged before anything else. */
async function granted(
  { clientId, clientSecret, grant, dataCentre }: TypedSignIn,
  { overrides, now }: Site24x7Parts,
): Promise<SignIn> {
  if (grant.kind === "refreshToken") return { clientId, clientSecret, refreshToken: grant.value };
  const { accounts } = endpointsOf(dataCentre, overrides);
  return exchangeCode({ accounts, dataCentre, clientId, clientSecret, code: grant.value, now });
}

function prefilled(
  { access, displayName }: MonitoredAccount,
  { fields, link }: AccountDraft,
): Partial<DraftFields> {
  const isOurs = fields.displayName.trim() === "" || fields.displayName === link?.displayName;
  const named = isOurs ? { displayName } : {};
  if (access.kind === "key") return { ...named, accessType: "iam-user", base: "keys" };
  return { ...named, accessType: "iam-role", roleArn: access.kind === "role" ? access.roleArn : "" };
}

/** What the user has changed by hand stays as it is. */
function updated(account: CostAccount, link: Site24x7Link, found: MonitoredAccount): CostAccount {
  const fresh = linkTo(found, link);
  const { access } = account;
  const isTaken = access.type === "iam-role" && access.roleArn === link.roleArn && fresh.roleArn !== null;
  return {
    ...account,
    displayName: account.displayName === link.displayName ? fresh.displayName : account.displayName,
    access: isTaken
      ? {
          ...access,
          roleArn: fresh.roleArn,
          externalId: access.externalId === link.externalId ? fresh.externalId : access.externalId,
        }
      : access,
    link: fresh,
  };
}

function externalIdOf({ access }: MonitoredAccount): string | null {
  return access.kind === "role" ? access.externalId : null;
}

import type { UsageDate } from "#core/time/period.ts";
import { openAccounts, type Accounts } from "../accounts/accounts.ts";
import { createDrafts, type Drafts } from "../accounts/drafts.ts";
import type { AwsSettings } from "../aws/settings.ts";
import { createInPlace, type InPlace, type InPlaceSources } from "../in-place/accounts-in-place.ts";
import type { Keychain } from "../secrets/keychain.ts";
import type { Site24x7Overrides } from "../site24x7/endpoints.ts";
import type { EngineClient } from "../transport/client.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { OpenWorkspace } from "./open-workspace.ts";

type Opened = {
  readonly accounts: Accounts;
  readonly drafts: Drafts;
  readonly site24x7: Accounts["site24x7"];
  readonly inPlace: InPlace;
};

/** The accounts of the workspace that is open; those of the former one are stopped first. */
export type OpenAccounts = {
  current(): Promise<Opened>;
  close(): Promise<void>;
};

export type OpenAccountsParts = {
  readonly workspace: OpenWorkspace;
  readonly engine: () => EngineClient;
  readonly settings: AwsSettings;
  readonly site24x7: Site24x7Overrides;
  readonly keychain: (workspaceId: string) => Keychain;
  readonly now: () => Date;
  readonly today: () => UsageDate;
  readonly wait: (ms: number) => Promise<unknown>;
};

export function createOpenAccounts({ workspace, ...parts }: OpenAccountsParts): OpenAccounts {
  const inTurn = oneAtATime();
  let opened: (Opened & { readonly directory: string }) | null = null;
  const leave = async (): Promise<void> => {
    await Promise.all([opened?.accounts.close(), opened?.inPlace.close()]);
    opened = null;
  };
  return {
    current: () =>
      inTurn(async () => {
        const { directory } = workspace.required();
        if (opened?.directory === directory) return opened;
        await leave();
        const accounts = await openAccounts({ ...parts, directory });
        const drafts = createDrafts({ accounts, ...parts });
        const inPlace = createInPlace({ ...parts, directory, ...sourcesOf(accounts, parts.engine) });
        opened = { directory, accounts, drafts, site24x7: accounts.site24x7, inPlace };
        return opened;
      }),
    close: () => inTurn(leave),
  };
}

function sourcesOf({ store, session }: Accounts, engine: OpenAccountsParts["engine"]): InPlaceSources {
  return {
    accounts: () =>
      store.book().accounts.map(({ account, state: { accountId } }) => ({ account, accountId })),
    session,
    engine,
  };
}

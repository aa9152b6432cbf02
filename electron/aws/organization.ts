import {
  OrganizationsClient,
  paginateListAccounts,
  paginateListOrganizationalUnitsForParent,
  paginateListRoots,
  type Account,
} from "@aws-sdk/client-organizations";
import { ACCOUNT_STATES, type AccountState } from "#core/organization/known-account.ts";
import { dnsSuffix, partitionOf } from "#core/account/partition.ts";
import { asking } from "./errors.ts";
import type { AwsSession } from "./identity/session.ts";
import { clientConfig } from "./settings.ts";

export type OrganizationAccount = {
  readonly accountId: string;
  readonly name: string;
  /** Names of the organizational units from the root down. */
  readonly path: readonly string[];
  /** The management account, which the ARN of every member names; null where it cannot be told. */
  readonly payerAccountId: string | null;
  readonly state: AccountState | null;
};

/** The accounts of the organization by name, with their units (organizations:ListAccounts and one walk over the units). */
export async function listOrganizationAccounts(session: AwsSession): Promise<readonly OrganizationAccount[]> {
  const client = new OrganizationsClient(
    clientConfig(session.settings, session.homeRegion, session.credentials),
  );
  const asked = {
    service: "Organizations",
    operation: "ListAccounts",
    action: "organizations:ListAccounts",
    resource: "*",
    region: session.homeRegion,
    profile: session.profile,
    signIn: session.signIn,
    host: `organizations.${session.homeRegion}.${dnsSuffix(partitionOf(session.homeRegion))}`,
  };
  return asking(asked, async () => {
    const accounts: Account[] = [];
    // A page may be empty and yet have a next one, which the paginator follows.
    for await (const page of paginateListAccounts({ client }, {})) accounts.push(...(page.Accounts ?? []));
    const names = await unitNames(client).catch(() => new Map<string, string>());
    return accounts.flatMap((account) =>
      account.Id === undefined
        ? []
        : [
            {
              accountId: account.Id,
              name: account.Name?.trim() || account.Id,
              path: pathOf(account.Paths?.[0], names),
              payerAccountId: payerOf(account.Arn),
              state: stateOf(account),
            },
          ],
    );
  });
}

async function unitNames(client: OrganizationsClient): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const walk = async (parent: string): Promise<void> => {
    for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId: parent }))
      for (const { Id, Name } of page.OrganizationalUnits ?? []) {
        if (Id === undefined) continue;
        names.set(Id, Name ?? Id);
        await walk(Id);
      }
  };
  for await (const page of paginateListRoots({ client }, {}))
    for (const { Id } of page.Roots ?? []) if (Id !== undefined) await walk(Id);
  return names;
}

/** `o-…/r-…/ou-…/<account>/` as the names of the units in it. */
function pathOf(path: string | undefined, names: ReadonlyMap<string, string>): readonly string[] {
  return (path ?? "")
    .split("/")
    .filter((part) => part.startsWith("ou-"))
    .map((id) => names.get(id) ?? id);
}

/** `arn:aws:organizations::<management account>:account/o-…/<account>` */
function payerOf(arn: string | undefined): string | null {
  const payer = arn?.split(":")[4] ?? "";
  return /^\d{12}$/.test(payer) ? payer : null;
}

/** `State` has taken the place of `Status`, which older partitions still send. */
function stateOf({ State, Status }: Account): AccountState | null {
  return ACCOUNT_STATES.find((known) => known === (State ?? Status)) ?? null;
}

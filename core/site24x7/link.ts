import type { DataCentreCode } from "./data-centre.ts";
import type { MonitoredAccount, MspCustomer } from "./answers/monitored-account.ts";

/** A sign-in to Site24x7 as this app remembers it; what is secret about it is in the keychain. */
export type Site24x7Login = {
  readonly id: string;
  readonly name: string;
  readonly dataCentre: DataCentreCode;
  readonly isMsp: boolean;
  /** The only customer of an MSP login that the workspace is about; null where all may be chosen. */
  readonly customer: MspCustomer | null;
  readonly createdAt: string;
};

/** Which monitored AWS account a cost account was made from, and what it said then. */
export type Site24x7Link = {
  readonly loginId: string;
  /** Null for an ordinary login. */
  readonly customer: MspCustomer | null;
  readonly monitorId: string;
  readonly displayName: string;
  /** Null for an account that Site24x7 enters with a key. */
  readonly roleArn: string | null;
  readonly externalId: string | null;
  /** Null for an account that Site24x7 enters with a role. */
  readonly accessKeyId: string | null;
};

/** What has changed in Site24x7 since the link was made. */
export type LinkChange = {
  readonly what: "name" | "role" | "externalId" | "accessKey";
  readonly before: string;
  readonly now: string;
};

export function linkTo(
  { monitorId, displayName, access }: MonitoredAccount,
  place: Pick<Site24x7Link, "loginId" | "customer">,
): Site24x7Link {
  return {
    ...place,
    monitorId,
    displayName,
    roleArn: access.kind === "role" ? access.roleArn : null,
    externalId: access.kind === "role" ? access.externalId : null,
    accessKeyId: access.kind === "key" ? access.accessKeyId : null,
  };
}

/** Empty when nothing has changed. */
export function changesSince(link: Site24x7Link, now: MonitoredAccount): readonly LinkChange[] {
  const fresh = linkTo(now, link);
  const changes: LinkChange[] = [];
  const compare = (what: LinkChange["what"], before: string | null, after: string | null): void => {
    if ((before ?? "") !== (after ?? "")) changes.push({ what, before: before ?? "", now: after ?? "" });
  };
  compare("name", link.displayName, fresh.displayName);
  compare("role", link.roleArn, fresh.roleArn);
  compare("externalId", link.externalId, fresh.externalId);
  compare("accessKey", link.accessKeyId, fresh.accessKeyId);
  return changes;
}

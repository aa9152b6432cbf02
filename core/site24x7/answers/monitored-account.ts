import { z } from "zod";
import { readRoleArn } from "../../account/aws-id.ts";

/** Ids are longer than a number holds exactly, and come as numbers or text: they are text here. */
const id = z.union([z.string(), z.number().int(), z.bigint()]).transform(String);
const text = z.string().nullish().catch(null);

const customer = z.object({ zaaid: id, name: text, user_id: id.nullish().catch(null) });
const monitor = z.object({
  monitor_id: id,
  display_name: text,
  type: z.string().nullish().catch(null),
  state: z.coerce.number().nullish().catch(null),
  role_arn: text,
  aws_external_id: text,
  aws_access_key: text,
});

/** A customer of an MSP login. `zaaid` is what requests for it carry. */
export type MspCustomer = { readonly zaaid: string; readonly name: string };

/** How Site24x7 gets into an AWS account; `unknown` when its answer does not say. */
export type MonitoredAccess =
  | {
      readonly kind: "role";
      readonly roleArn: string;
      /** 12 digits; null when the ARN cannot be read. */
      readonly accountId: string | null;
      readonly externalId: string | null;
    }
  | { readonly kind: "key"; readonly accessKeyId: string }
  | { readonly kind: "unknown" };

/** An AWS account that Site24x7 monitors. Never holds a secret, whatever the answer did. */
export type MonitoredAccount = {
  readonly monitorId: string;
  readonly displayName: string;
  readonly access: MonitoredAccess;
  readonly state: "active" | "suspended" | "deleted";
};

/** The AWS accounts among all monitors, by name. What cannot be read is left out. */
export function awsAccountsIn(data: unknown): readonly MonitoredAccount[] {
  return itemsOf(data)
    .flatMap((item) => {
      const read = monitor.safeParse(item);
      return read.success && read.data.type === "AMAZON" ? [accountOf(read.data)] : [];
    })
    .filter(({ state }) => state !== "deleted")
    .toSorted((a, b) => a.displayName.localeCompare(b.displayName, "en"));
}

/** Customers by name; one without a name is called by its id. */
export function customersIn(data: unknown): readonly MspCustomer[] {
  return itemsOf(data)
    .flatMap((item) => {
      const read = customer.safeParse(item);
      if (!read.success) return [];
      const { zaaid, name } = read.data;
      return [{ zaaid, name: name?.trim() || zaaid }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

function accountOf(given: z.output<typeof monitor>): MonitoredAccount {
  return {
    monitorId: given.monitor_id,
    displayName: given.display_name?.trim() || given.monitor_id,
    access: accessOf(given),
    state: given.state === 3 ? "deleted" : given.state === 5 ? "suspended" : "active",
  };
}

function accessOf(given: z.output<typeof monitor>): MonitoredAccess {
  const roleArn = given.role_arn?.trim() ?? "";
  if (roleArn !== "") {
    const role = readRoleArn(roleArn);
    return {
      kind: "role",
      roleArn,
      accountId: role.kind === "role" ? role.accountId : null,
      externalId: given.aws_external_id?.trim() || null,
    };
  }
  const accessKeyId = given.aws_access_key?.trim() ?? "";
  return accessKeyId === "" ? { kind: "unknown" } : { kind: "key", accessKeyId };
}

function itemsOf(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}

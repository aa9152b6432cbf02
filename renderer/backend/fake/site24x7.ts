import type { Site24x7Login } from "#core/site24x7/link.ts";
import type { MonitoredAccount, MspCustomer } from "#core/site24x7/answers/monitored-account.ts";

/** Logins, customers and monitored accounts that the scenes of the wizard show. */
export const LOGINS: readonly Site24x7Login[] = [
  {
    id: "s-1",
    name: "Acme",
    dataCentre: "eu",
    isMsp: false,
    customer: null,
    createdAt: "2026-08-01T08:00:00Z",
  },
  {
    id: "s-2",
    name: "Northwind MSP",
    dataCentre: "us",
    isMsp: true,
    customer: null,
    createdAt: "2026-08-02T08:00:00Z",
  },
];

export const CUSTOMERS: readonly MspCustomer[] = [
  { zaaid: "600000001", name: "Customer One" },
  { zaaid: "600000002", name: "Fabrikam Internationale Beteiligungsgesellschaft mbH & Co. KG" },
];

export const MONITORED: readonly MonitoredAccount[] = [
  {
    monitorId: "300000000000101",
    displayName: "Payer account",
    access: {
      kind: "role",
      roleArn: "arn:aws:iam::111122223333:role/Site24x7Monitoring",
      accountId: "111122223333",
      externalId: "EXT-7f0c",
    },
    state: "active",
  },
  {
    monitorId: "300000000000102",
    displayName: "Legacy production",
    access: { kind: "key", accessKeyId: "AKIAIOSFODNN7EXAMPLE" },
    state: "suspended",
  },
];

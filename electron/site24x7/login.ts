import type { DataCentreCode } from "#core/site24x7/data-centre.ts";
import {
  awsAccountsIn,
  customersIn,
  type MonitoredAccount,
  type MspCustomer,
} from "#core/site24x7/answers/monitored-account.ts";
import { scopesFor } from "#core/site24x7/sign-in-guide.ts";
import { fail } from "#core/result/failure.ts";
import { createSite24x7Client } from "./client.ts";
import type { Site24x7Endpoints } from "./endpoints.ts";
import type { Surroundings } from "./surroundings.ts";
import { createTokenSource, type SignIn } from "./tokens.ts";

/** One sign-in to Site24x7, as long as the app runs. */
export type OpenLogin = {
  /** Customers of an MSP login. */
  customers(): Promise<readonly MspCustomer[]>;
  /** AWS accounts monitored for a customer, or for the login itself. */
  awsAccounts(customer: MspCustomer | null): Promise<readonly MonitoredAccount[]>;
  /** One of them; fails when Site24x7 has it no longer. */
  awsAccount(
    monitor: { readonly monitorId: string; readonly displayName: string },
    customer: MspCustomer | null,
  ): Promise<MonitoredAccount>;
};

export type LoginParts = Surroundings & {
  readonly endpoints: Site24x7Endpoints;
  readonly dataCentre: DataCentreCode;
  readonly login: string;
  readonly signIn: () => Promise<SignIn>;
};

export function openLogin(parts: LoginParts): OpenLogin {
  const { endpoints, login } = parts;
  const tokens = createTokenSource({ ...parts, accounts: endpoints.accounts });
  const client = createSite24x7Client({ ...parts, api: endpoints.api, tokens });

  const awsAccounts: OpenLogin["awsAccounts"] = async (customer) => {
    const asked = await client.get("/monitors", customer?.zaaid ?? null);
    if (asked.kind === "data") return awsAccountsIn(asked.data);
    if (customer !== null) return fail("site24x7.customer_missing", { customer: customer.name });
    return fail("site24x7.not_allowed", { scope: scopesFor(false) });
  };

  return {
    async customers() {
      const asked = await client.get("/short/msp/customers", null);
      return asked.kind === "data" ? customersIn(asked.data) : fail("site24x7.not_msp", { login });
    },
    awsAccounts,
    async awsAccount({ monitorId, displayName }, customer) {
      const asked = await client.get(`/monitors/${encodeURIComponent(monitorId)}`, customer?.zaaid ?? null);
      if (asked.kind === "notAllowed" && customer !== null)
        return fail("site24x7.customer_missing", { customer: customer.name });
      if (asked.kind === "notAllowed") return fail("site24x7.not_allowed", { scope: scopesFor(false) });
      const [found] = asked.kind === "data" ? awsAccountsIn([asked.data]) : [];
      return found ?? fail("site24x7.monitor_missing", { displayName });
    },
  };
}

import { DATA_CENTRES, type DataCentreCode } from "#core/site24x7/data-centre.ts";
import { readLoopback } from "../network/loopback.ts";

/** Where requests for a login go. */
export type Site24x7Endpoints = { readonly api: string; readonly accounts: string };

/** Addresses that stand for all data centres in tests; null in earnest. */
export type Site24x7Overrides = { readonly api: string | null; readonly accounts: string | null };

export function readSite24x7Overrides(
  isPackaged: boolean,
  environment: NodeJS.ProcessEnv,
): Site24x7Overrides {
  return {
    api: readLoopback("CLOUDSPEND_SITE24X7_ENDPOINT", isPackaged, environment),
    accounts: readLoopback("CLOUDSPEND_ZOHO_ENDPOINT", isPackaged, environment),
  };
}

export function endpointsOf(code: DataCentreCode, overrides: Site24x7Overrides): Site24x7Endpoints {
  const { api, accounts } = DATA_CENTRES[code];
  return {
    api: overrides.api === null ? api : `${overrides.api}/api`,
    accounts: overrides.accounts ?? accounts,
  };
}

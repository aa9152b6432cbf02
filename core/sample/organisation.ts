/** An account of the sample organisation. */
export type Account = {
  readonly id: string;
  readonly name: string;
  /** Value of the cost category "Business Unit". */
  readonly businessUnit: string;
  /** Value of the `env` tag most of its resources carry. */
  readonly environment: string;
};

export type AccountKey =
  | "management"
  | "security"
  | "shared"
  | "production"
  | "staging"
  | "development"
  | "data"
  | "learning";

/** Part of the company with a payer of its own. */
export type OrganisationKey = "america" | "europe" | "japan";

/** One payer with its accounts, and the currency AWS bills it in. */
export type Organisation = {
  readonly accounts: Readonly<Record<AccountKey, Account>>;
  /** The account that receives the bill. */
  readonly payer: Account;
  readonly currency: "USD" | "EUR" | "JPY";
  /** Units of the currency for a hundred dollars. */
  readonly exchangePercent: bigint;
  /** Ends the names of its reports, so that payers may share a bucket. */
  readonly suffix: string;
};

/** The organisation of Larkfield Robotics, a made-up maker of warehouse robots and the cloud they report to. */
export const ACCOUNTS: Readonly<Record<AccountKey, Account>> = {
  management: account("730248159604", "Larkfield Management", "Corporate", "shared"),
  security: account("048172263915", "Security and Audit", "Corporate", "shared"),
  shared: account("261590437718", "Shared Services", "Platform", "shared"),
  production: account("517364028841", "Fleet Production", "Fleet Cloud", "prod"),
  staging: account("890415537226", "Fleet Staging", "Fleet Cloud", "staging"),
  development: account("009356718442", "Development", "Fleet Cloud", "dev"),
  data: account("644719082350", "Data Platform", "Data and AI", "prod"),
  learning: account("385201946673", "Machine Learning", "Data and AI", "prod"),
};

/** The account that receives the bill. */
export const PAYER = ACCOUNTS.management;

/** The company, and what it grew by buying others. */
export const ORGANISATIONS: Readonly<Record<OrganisationKey, Organisation>> = {
  america: { accounts: ACCOUNTS, payer: PAYER, currency: "USD", exchangePercent: 100n, suffix: "" },
  europe: subsidiary({
    name: "Larkfield Europe",
    digit: "6",
    currency: "EUR",
    exchangePercent: 92n,
    suffix: "-eu",
  }),
  japan: subsidiary({
    name: "Larkfield Japan",
    digit: "7",
    currency: "JPY",
    exchangePercent: 15_000n,
    suffix: "-jp",
  }),
};

/** The same kinds of accounts under ids and names of their own. */
function subsidiary({
  name,
  digit,
  ...money
}: Pick<Organisation, "currency" | "exchangePercent" | "suffix"> & {
  readonly name: string;
  readonly digit: string;
}): Organisation {
  const own = (key: AccountKey): Account => {
    const { id, name: title, businessUnit, environment } = ACCOUNTS[key];
    const rest = title.replace("Larkfield ", "");
    return { id: `${digit}${digit}${id.slice(2)}`, name: `${name} ${rest}`, businessUnit, environment };
  };
  const accounts: Record<AccountKey, Account> = {
    management: own("management"),
    security: own("security"),
    shared: own("shared"),
    production: own("production"),
    staging: own("staging"),
    development: own("development"),
    data: own("data"),
    learning: own("learning"),
  };
  return { accounts, payer: accounts.management, ...money };
}

export type RegionCode = "us-east-1" | "us-west-2" | "eu-central-1" | "eu-west-1";

/** A region as bills spell it. */
export type Region = {
  readonly code: RegionCode;
  readonly location: string;
  /** Prefix of usage types; none in us-east-1. */
  readonly prefix: string;
  /** Short name inside inter-region transfer usage types. */
  readonly short: string;
  /** Price level in percent of us-east-1. */
  readonly pricePercent: bigint;
};

export const REGIONS: Readonly<Record<RegionCode, Region>> = {
  "us-east-1": region("us-east-1", "US East (N. Virginia)", "", "USE1", 100n),
  "us-west-2": region("us-west-2", "US West (Oregon)", "USW2-", "USW2", 100n),
  "eu-central-1": region("eu-central-1", "EU (Frankfurt)", "EUC1-", "EUC1", 114n),
  "eu-west-1": region("eu-west-1", "EU (Ireland)", "EU-", "EU", 107n),
};

/** An application, the team that owns it and the cost centre that pays for it. */
export type App = { readonly name: string; readonly team: string; readonly costCenter: string };

export const APPS = {
  telemetry: app("telemetry-ingest", "fleet-platform", "CC-1100"),
  dispatch: app("dispatch-api", "dispatch", "CC-1200"),
  console: app("fleet-console", "web", "CC-1210"),
  routing: app("route-optimizer", "routing", "CC-1220"),
  firmware: app("robot-ota", "firmware", "CC-1300"),
  vision: app("vision-training", "perception", "CC-1400"),
  copilot: app("ops-copilot", "perception", "CC-1400"),
  lake: app("data-lake", "data", "CC-1500"),
  dashboards: app("bi-dashboards", "data", "CC-1500"),
  billing: app("billing-portal", "commerce", "CC-1600"),
  runners: app("ci-runners", "platform", "CC-1000"),
  network: app("network-core", "platform", "CC-1000"),
  observability: app("observability", "platform", "CC-1000"),
  audit: app("audit-trail", "security", "CC-1700"),
} as const satisfies Record<string, App>;

export type AppKey = keyof typeof APPS;

function account(id: string, name: string, businessUnit: string, environment: string): Account {
  return { id, name, businessUnit, environment };
}

function region(
  code: RegionCode,
  location: string,
  prefix: string,
  short: string,
  pricePercent: bigint,
): Region {
  return { code, location, prefix, short, pricePercent };
}

function app(name: string, team: string, costCenter: string): App {
  return { name, team, costCenter };
}

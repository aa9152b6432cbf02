import { DATA_CENTRE_CODES, type DataCentreCode } from "#core/site24x7/data-centre.ts";
import type { MonitoredAccount } from "#core/site24x7/answers/monitored-account.ts";
import { endpointsOf, readSite24x7Overrides } from "../../site24x7/endpoints.ts";
import { openLogin, type OpenLogin } from "../../site24x7/login.ts";
import { withAccounts } from "../connect/with-accounts.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { parse, UsageError, type Command } from "../usage.ts";

const HELP = `
cloudspend site24x7 - list what a Site24x7 login monitors

Usage: cloudspend site24x7 customers [--json]
       cloudspend site24x7 accounts [--customer ZAAID] [--json]

  customers         customers of an MSP login
  accounts          AWS accounts monitored for the login, or for one of its customers
  --customer ZAAID  the customer, by the id that "customers" lists
  --workspace DIR   use a login of this workspace, whose sign-in is in the keychain
  --login NAME      which of its logins; needed only where there are several
  --json            { "customers": [{ "zaaid", "name" }] }
                    { "accounts": [{ "monitorId", "displayName", "state", "access", "accountId", "roleArn",
                                     "externalId", "accessKeyId" }] }

Without --workspace the sign-in comes from the environment: SITE24X7_CLIENT_ID, SITE24X7_CLIENT_SECRET,
SITE24X7_REFRESH_TOKEN, and SITE24X7_DATA_CENTRE (${DATA_CENTRE_CODES.join(", ")}; us without it).
`;

export const site24x7Command: Command = {
  name: "site24x7",
  summary: "list what a Site24x7 login monitors",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      customer: { type: "string" },
      workspace: { type: "string" },
      login: { type: "string" },
      json: { type: "boolean" },
    });
    const [what, ...more] = positionals;
    if (what !== "customers" && what !== "accounts")
      throw new UsageError('say what to list: "customers" or "accounts"');
    if (more.length > 0) throw new UsageError(`"${more[0]}" is one argument too many`);
    if (what === "customers" && values.customer !== undefined)
      throw new UsageError("--customer belongs to accounts");
    const show = (login: Pick<OpenLogin, "customers" | "awsAccounts">): Promise<void> =>
      what === "customers"
        ? showCustomers(login, values.json === true, terminal)
        : showAccounts(login, values.customer ?? null, values.json === true, terminal);
    const { workspace } = values;
    await (workspace === undefined
      ? show(fromEnvironment(terminal, process.env))
      : withAccounts<void>(terminal, { workspace }, async ({ accounts: { site24x7 } }) => {
          const { id } = chosenLogin(site24x7.list(), values.login);
          await show({
            customers: () => site24x7.customers(id),
            awsAccounts: (customer) => site24x7.awsAccounts({ loginId: id, customer }),
          });
        }));
    return 0 satisfies ExitCode;
  },
};

function fromEnvironment({ now, wait }: Terminal, environment: NodeJS.ProcessEnv): OpenLogin {
  const read = (name: string): string =>
    environment[name] ?? fail(`${name} is not set, and no --workspace is given`);
  const given = (environment["SITE24X7_DATA_CENTRE"] ?? "us").toLowerCase();
  const dataCentre =
    DATA_CENTRE_CODES.find((code): code is DataCentreCode => code === given) ??
    fail(`there is no data centre "${given}", only ${DATA_CENTRE_CODES.join(", ")}`);
  const signIn = {
    clientId: read("SITE24X7_CLIENT_ID"),
    clientSecret: read("SITE24X7_CLIENT_SECRET"),
    refreshToken: read("SITE24X7_REFRESH_TOKEN"),
  };
  return openLogin({
    endpoints: endpointsOf(dataCentre, readSite24x7Overrides(false, environment)),
    dataCentre,
    login: signIn.clientId,
    signIn: async () => signIn,
    now,
    wait,
  });
}

function chosenLogin<Login extends { readonly name: string }>(
  logins: readonly Login[],
  name: string | undefined,
): Login {
  const known = logins.map((login) => login.name).join(", ");
  const found = name === undefined ? logins : logins.filter((login) => login.name === name);
  const [only, ...others] = found;
  if (only === undefined) return fail(`the workspace has no such Site24x7 login, only: ${known || "none"}`);
  return others.length === 0 ? only : fail(`say which with --login: ${known}`);
}

async function showCustomers(
  login: Pick<OpenLogin, "customers">,
  isJson: boolean,
  { out }: Terminal,
): Promise<void> {
  const customers = await login.customers();
  if (isJson) return out(`${JSON.stringify({ customers }, null, 2)}\n`);
  out(
    table(
      [
        { name: "Customer", align: "left" },
        { name: "ZAAID", align: "left" },
      ],
      customers.map(({ name, zaaid }) => [name, zaaid]),
    ),
  );
}

async function showAccounts(
  login: Pick<OpenLogin, "awsAccounts">,
  zaaid: string | null,
  isJson: boolean,
  { out }: Terminal,
): Promise<void> {
  const accounts = await login.awsAccounts(zaaid === null ? null : { zaaid, name: zaaid });
  const documents = accounts.map(accountJson);
  if (isJson) return out(`${JSON.stringify({ accounts: documents }, null, 2)}\n`);
  out(
    table(
      [
        { name: "Account", align: "left" },
        { name: "Id", align: "left" },
        { name: "Access", align: "left" },
        { name: "State", align: "left" },
      ],
      documents.map(({ displayName, accountId, access, state }) => [
        displayName,
        accountId ?? "",
        access,
        state,
      ]),
    ),
  );
}

function accountJson({ monitorId, displayName, state, access }: MonitoredAccount) {
  return {
    monitorId,
    displayName,
    state,
    access: access.kind,
    accountId: access.kind === "role" ? access.accountId : null,
    roleArn: access.kind === "role" ? access.roleArn : null,
    externalId: access.kind === "role" ? access.externalId : null,
    accessKeyId: access.kind === "key" ? access.accessKeyId : null,
  };
}

function fail(problem: string): never {
  throw new UsageError(problem);
}

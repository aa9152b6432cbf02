import { resolve } from "node:path";
import { fail } from "#core/result/failure.ts";
import { openAccounts, type Accounts } from "../../accounts/accounts.ts";
import type { StoredAccount } from "../../accounts/account-store.ts";
import { readAwsEndpoint } from "../../aws/endpoint.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import { readSite24x7Overrides } from "../../site24x7/endpoints.ts";
import { openKeychain } from "../../secrets/keychain.ts";
import type { EngineClient } from "../../transport/client.ts";
import { withEngine } from "../local-engine.ts";
import type { Terminal } from "../terminal.ts";

type Opened = { readonly accounts: Accounts; readonly engine: EngineClient };

/** Opens the accounts of a workspace beside its engine. Only a command that connects one may make the folder. */
export async function withAccounts<T>(
  terminal: Terminal,
  options: { readonly workspace: string; readonly mayMake?: boolean },
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const directory = resolve(terminal.directory, options.workspace);
  if (options.mayMake !== true && !(await isWorkspace(directory)))
    fail("workspace.not_found", { path: directory });
  return withEngine(terminal, async (engine) => {
    await engine.workspace.open({ directory });
    const accounts = await openAccounts({
      directory,
      engine: () => engine,
      settings: { endpoint: readAwsEndpoint(false, process.env) },
      site24x7: readSite24x7Overrides(false, process.env),
      keychain: (id) => openKeychain(`CloudSpend Desktop/${id}`),
      now: terminal.now,
      today: () => terminal.now().toISOString().slice(0, 10),
      wait: terminal.wait,
    });
    try {
      return await work({ accounts, engine });
    } finally {
      await accounts.close();
    }
  });
}

/** The account of a display name, or all of them when none is named. */
export function chosen({ store }: Accounts, name: string | undefined): readonly StoredAccount[] {
  const all = store.book().accounts;
  if (name === undefined) return all;
  const found = all.find(({ account }) => account.displayName === name || account.id === name);
  return found === undefined
    ? fail("account.unknown", { name, known: all.map(({ account }) => account.displayName) })
    : [found];
}

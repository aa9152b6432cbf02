import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
import type { CostAccount } from "#core/account/cost-account.ts";
import type { Profile } from "#core/account/identity.ts";

type Settings = Readonly<Record<string, string | undefined>>;

/** The profiles of the AWS CLI's two files on this computer, by name. */
export async function listProfiles(): Promise<readonly Profile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])];
  return names
    .filter((name) => !/^(sso-session|services)[ .]/.test(name))
    .toSorted()
    .map((name) => ({
      name,
      // Where both files have a profile, the credentials file counts.
      kind: kindOf({ ...configFile[name], ...credentialsFile[name] }),
      region: configFile[name]?.["region"] ?? credentialsFile[name]?.["region"] ?? null,
    }));
}

/** What this computer's files and environment tell about an account before AWS is asked. */
export type Surroundings = {
  /** Any region of the account's partition: of its report or table, else of its profile or of the environment. */
  readonly region: string | null;
  /** The command that signs in again; null where nobody signs in. */
  readonly signIn: string | null;
};

export async function surroundingsOf({
  access: { base },
  location,
  place,
}: Pick<CostAccount, "access" | "location"> & Partial<Pick<CostAccount, "place">>): Promise<Surroundings> {
  const table = place === undefined || place.type === "local" ? null : place.table;
  const given = location?.region ?? (table?.region || null);
  if (base.kind === "keys") return { region: given, signIn: null };
  const { AWS_REGION, AWS_DEFAULT_REGION, AWS_PROFILE = "default" } = process.env;
  const wanted = base.kind === "profile" ? base.profile : AWS_PROFILE;
  const profile = (await listProfiles()).find(({ name }) => name === wanted);
  const set = base.kind === "environment" ? (AWS_REGION ?? AWS_DEFAULT_REGION ?? null) : null;
  return {
    region: given ?? set ?? profile?.region ?? null,
    signIn: profile === undefined ? null : signInTo(profile),
  };
}

function signInTo({ kind, name }: Profile): string | null {
  if (kind === "sso") return `aws sso login --profile ${name}`;
  return kind === "login" ? `aws login --profile ${name}` : null;
}

function kindOf(settings: Settings): Profile["kind"] {
  if (settings["role_arn"] !== undefined) return "role";
  if (settings["sso_session"] !== undefined || settings["sso_start_url"] !== undefined) return "sso";
  if (settings["login_session"] !== undefined) return "login";
  if (settings["credential_process"] !== undefined) return "process";
  return settings["aws_access_key_id"] === undefined ? "other" : "keys";
}

import { loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
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

function kindOf(settings: Settings): Profile["kind"] {
  if (settings["role_arn"] !== undefined) return "role";
  if (settings["sso_session"] !== undefined || settings["sso_start_url"] !== undefined) return "sso";
  if (settings["login_session"] !== undefined) return "login";
  if (settings["credential_process"] !== undefined) return "process";
  return settings["aws_access_key_id"] === undefined ? "other" : "keys";
}

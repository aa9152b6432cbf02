import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readRoleArn } from "#core/account/aws-id.ts";
import { openBucket } from "./bucket.ts";
import { surroundingsOf } from "./identity/profiles.ts";
import { callerIdentity, openSession, type AwsSession } from "./identity/session.ts";
import { listDataExports } from "./reports/data-exports.ts";
import { listReportDefinitions } from "./reports/report-definitions.ts";

/** A proxy that takes down where it was asked to go, and goes nowhere. */
let proxy: Server;
let asked: string[];
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "home-"));
  asked = [];
  proxy = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", (data) => {
      asked.push(data.toString().split("\r\n")[0] ?? "");
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  vi.stubEnv("HTTPS_PROXY", `http://127.0.0.1:${port}`);
  vi.stubEnv("NO_PROXY", "");
  // What would lead the SDK elsewhere, if it were followed.
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${port}/elsewhere`);
  vi.stubEnv("AWS_ENDPOINT_URL_STS", `http://127.0.0.1:${port}/elsewhere`);
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${port}/elsewhere`);
  vi.stubEnv("AWS_ENDPOINT_URL_SSO", `http://127.0.0.1:${port}/elsewhere`);
  vi.stubEnv("HOME", home);
  vi.stubEnv("AWS_CONFIG_FILE", join(home, "config"));
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", join(home, "credentials"));
  for (const name of ["AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"]) vi.stubEnv(name, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  proxy.close();
  await rm(home, { recursive: true, force: true });
});

function session(roleArn: string): AwsSession {
  expect(readRoleArn(roleArn).kind).toBe("role");
  const opened = openSession({
    access: { type: "iam-role", base: { kind: "keys" }, roleArn, externalId: null },
    keys: async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s", sessionToken: null }),
    settings: { endpoint: null },
    workedBefore: false,
    surroundings: { region: null, signIn: null },
  });
  return { ...opened, credentials: opened.base };
}

const PARTITIONS = [
  ["aws", "us-east-1", "amazonaws.com", "api.aws"],
  ["aws-cn", "cn-northwest-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"],
  ["aws-us-gov", "us-gov-west-1", "amazonaws.com", null],
] as const;

test.each(PARTITIONS)(
  "%s is asked in %s, by way of the proxy, whatever else the environment names",
  async (partition, region, suffix, exports) => {
    const opened = session(`arn:${partition}:iam::111122223333:role/costs`);
    await expect(callerIdentity(opened, opened.base)).rejects.toMatchObject({
      failure: { code: expect.stringMatching(/^aws/) },
    });
    await expect(listReportDefinitions(opened)).rejects.toMatchObject({
      failure: { code: expect.stringMatching(/^aws/) },
    });
    await expect(
      openBucket(opened, { bucket: "bills", region: null, guess: null, requesterPays: false }).list("cost/"),
    ).rejects.toMatchObject({ failure: { code: expect.stringMatching(/^aws/) } });
    if (exports !== null)
      await expect(listDataExports(opened)).rejects.toMatchObject({
        failure: { code: expect.stringMatching(/^aws/) },
      });
    expect(new Set(asked)).toEqual(
      new Set([
        `CONNECT sts.${region}.${suffix}:443 HTTP/1.1`,
        `CONNECT cur.${region}.${suffix}:443 HTTP/1.1`,
        `CONNECT bills.s3.${region}.${suffix}:443 HTTP/1.1`,
        ...(exports === null ? [] : [`CONNECT bcm-data-exports.${region}.${exports}:443 HTTP/1.1`]),
      ]),
    );
  },
);

/** Who asks with a profile of these files, as far as the proxy lets it. */
async function askWithProfile(profile: string, base: "profile" | "environment" = "profile"): Promise<void> {
  const account = {
    access: { type: "iam-user", base: base === "profile" ? { kind: base, profile } : { kind: base } },
    location: null,
  } as const satisfies Parameters<typeof surroundingsOf>[0];
  const opened = openSession({
    access: account.access,
    keys: async () => null,
    settings: { endpoint: null },
    workedBefore: false,
    surroundings: await surroundingsOf(account),
  });
  await expect(callerIdentity(opened, opened.base)).rejects.toMatchObject({
    failure: { code: expect.stringMatching(/^aws/) },
  });
}

/** A sign-in to IAM Identity Center that is good for another hour, in the file the CLI keeps it in. */
async function signIn(session: string): Promise<void> {
  const cache = join(home, ".aws", "sso", "cache");
  await mkdir(cache, { recursive: true });
  const name = createHash("sha1").update(session).digest("hex");
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  await writeFile(join(cache, `${name}.json`), JSON.stringify({ accessToken: "token", expiresAt }));
}

test("a sign-in of IAM Identity Center is used in its own region, by way of the proxy", async () => {
  await writeFile(
    join(home, "config"),
    `[profile work]
sso_session = corp
sso_account_id = 444455556666
sso_role_name = Billing
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
`,
  );
  await signIn("corp");
  await askWithProfile("work");
  expect(new Set(asked)).toEqual(new Set(["CONNECT portal.sso.eu-central-1.amazonaws.com:443 HTTP/1.1"]));
});

test.each(["profile", "environment"] as const)(
  "a role of a profile is assumed at AWS itself, whatever else the environment names: %s",
  async (base) => {
    await writeFile(
      join(home, "config"),
      `[profile analyst]
role_arn = arn:aws:iam::444455556666:role/analyst
source_profile = keys
region = eu-west-1
`,
    );
    await writeFile(
      join(home, "credentials"),
      "[keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n",
    );
    if (base === "environment") vi.stubEnv("AWS_PROFILE", "analyst");
    await askWithProfile("analyst", base);
    expect(new Set(asked)).toEqual(new Set(["CONNECT sts.eu-west-1.amazonaws.com:443 HTTP/1.1"]));
  },
);

test.each([
  ["cn-north-1", "sts.cn-northwest-1.amazonaws.com.cn"],
  ["us-gov-east-1", "sts.us-gov-west-1.amazonaws.com"],
  ["ap-southeast-2", "sts.us-east-1.amazonaws.com"],
])("a user whose profile is in %s is asked for in that partition", async (region, host) => {
  await writeFile(join(home, "config"), `[profile user]\nregion = ${region}\n`);
  await writeFile(
    join(home, "credentials"),
    "[user]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n",
  );
  await askWithProfile("user");
  expect(new Set(asked)).toEqual(new Set([`CONNECT ${host}:443 HTTP/1.1`]));
});

test("the command that signs in again is that of the profile, and none for keys", async () => {
  await writeFile(
    join(home, "config"),
    "[profile sso]\nsso_session = corp\n[profile console]\nlogin_session = x\n[profile vault]\naws_session_token = t\n",
  );
  const signInOf = async (profile: string): Promise<string | null> => {
    const access = { type: "iam-user", base: { kind: "profile", profile } } as const;
    return (await surroundingsOf({ access, location: null })).signIn;
  };
  expect(await signInOf("sso")).toBe("aws sso login --profile sso");
  expect(await signInOf("console")).toBe("aws login --profile console");
  expect(await signInOf("vault")).toBeNull();
  expect(await signInOf("gone")).toBeNull();
});

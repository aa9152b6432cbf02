import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readRoleArn } from "#core/account/aws-id.ts";
import { openBucket } from "./bucket.ts";
import { callerIdentity, openSession, type AwsSession } from "./identity/session.ts";
import { listDataExports } from "./reports/data-exports.ts";
import { listReportDefinitions } from "./reports/report-definitions.ts";

/** A proxy that takes down where it was asked to go, and goes nowhere. */
let proxy: Server;
let asked: string[];
beforeEach(async () => {
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
});
afterEach(() => {
  vi.unstubAllEnvs();
  proxy.close();
});

function session(roleArn: string): AwsSession {
  expect(readRoleArn(roleArn).kind).toBe("role");
  const opened = openSession({
    access: { type: "iam-role", base: { kind: "keys" }, roleArn, externalId: null },
    keys: async () => ({ accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "s", sessionToken: null }),
    settings: { endpoint: null },
    workedBefore: false,
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
      openBucket(opened, { bucket: "bills", region: null, requesterPays: false }).list("cost/"),
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

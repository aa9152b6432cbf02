import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { Readable } from "node:stream";
import { z } from "zod";
import { dnsSuffix, partitionOf } from "#core/account/partition.ts";
import {
  reportDefinition,
  sourceOfDefinition,
  type ReportSource,
} from "#core/cur/report-source/report-source.ts";
import { asking } from "../errors.ts";
import type { AwsSession } from "../identity/session.ts";
import { requestHandler } from "../settings.ts";

const TARGET = "AWSOrigamiServiceGatewayService.DescribeReportDefinitions";
const PAGE = 5;
const ATTEMPTS = 4;
const THROTTLED = /Throttling|TooManyRequests|RequestLimit/;

const answer = z.object({
  ReportDefinitions: z.array(reportDefinition).nullish(),
  NextToken: z.string().nullish(),
});
const refusal = z.record(z.string(), z.unknown()).transform((error) => ({
  name: textOf(error["__type"]),
  message: textOf(error["message"] ?? error["Message"]),
}));

/**
 * The legacy report definitions of the account (cur:DescribeReportDefinitions). The call is signed here, since the newest
 * client package of this service stands on an outdated core of the SDK.
 */
export async function listReportDefinitions(session: AwsSession): Promise<readonly ReportSource[]> {
  const found: ReportSource[] = [];
  let token: string | null = null;
  do {
    const page: z.output<typeof answer> = answer.parse(await describe(session, token));
    found.push(...(page.ReportDefinitions ?? []).map(sourceOfDefinition));
    token = page.NextToken ?? null;
  } while (token !== null);
  return found;
}

function describe(session: AwsSession, token: string | null): Promise<unknown> {
  const region = session.homeRegion;
  const host = hostOf(session);
  const asked = {
    service: "CUR",
    operation: "DescribeReportDefinitions",
    action: "cur:DescribeReportDefinitions",
    resource: "*",
    region,
    profile: session.profile,
    signIn: session.signIn,
    host: host.hostname,
  };
  const body = JSON.stringify({ MaxResults: PAGE, ...(token === null ? {} : { NextToken: token }) });
  return asking(asked, async () => {
    for (let attempt = 1; ; attempt += 1) {
      const { status, json, requestId } = await post(session, host, body);
      if (status === 200) return json;
      const error = refused(json, requestId);
      if (!THROTTLED.test(error.name) || attempt === ATTEMPTS) throw error;
      await setTimeout(2 ** attempt * 100);
    }
  });
}

async function post(session: AwsSession, host: URL, body: string) {
  const signer = new SignatureV4({
    service: "cur",
    region: session.homeRegion,
    credentials: session.credentials,
    sha256: Sha256,
  });
  const request = new HttpRequest({
    method: "POST",
    protocol: host.protocol,
    hostname: host.hostname,
    ...(host.port === "" ? {} : { port: Number(host.port) }),
    path: "/",
    headers: { host: host.host, "content-type": "application/x-amz-json-1.1", "x-amz-target": TARGET },
    body,
  });
  const signed = await signer.sign(request);
  const handler = requestHandler(session.settings.endpoint, session.settings.onRequest);
  const { response } = await handler.handle(new HttpRequest(signed));
  const content = response.body instanceof Readable ? await text(response.body) : "";
  return {
    status: response.statusCode,
    json: parsed(content),
    requestId: response.headers["x-amzn-requestid"] ?? null,
  };
}

function hostOf({ settings, homeRegion }: AwsSession): URL {
  const suffix = dnsSuffix(partitionOf(homeRegion));
  return new URL(settings.endpoint ?? `https://cur.${homeRegion}.${suffix}`);
}

/** The service's own error, in the shape the SDK gives errors. */
function refused(json: unknown, requestId: string | null): Error {
  const read = refusal.safeParse(json);
  const error = new Error(read.data?.message ?? "");
  error.name = read.data?.name.split("#").at(-1) ?? "UnknownError";
  return Object.assign(error, { $metadata: { requestId } });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return {};
  }
}

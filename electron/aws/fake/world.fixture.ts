import type { IncomingMessage } from "node:http";
import type { FakeAthena } from "./athena.fixture.ts";

/** Somebody who signs requests. `deny` lists actions such as `s3:GetObject` that are not allowed. */
export type FakePrincipal = {
  arn: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expired?: boolean;
  deny?: readonly string[];
};

export type FakeRole = {
  arn: string;
  /** Account ids or ARNs that may assume it. */
  trusts: readonly string[];
  externalId: string | null;
  deny?: readonly string[];
};

export type FakeReport = {
  ReportName: string;
  TimeUnit: string;
  Compression?: string;
  S3Bucket: string;
  S3Prefix: string;
  S3Region: string;
  AdditionalSchemaElements: readonly string[];
  ReportStatus?: { lastDelivery: string; lastStatus: string };
};

export type FakeExport = {
  name: string;
  bucket: string;
  prefix: string;
  statement: string;
  status?: string;
  reason?: string;
};

export type FakeBucket = {
  readonly objects: Map<string, Buffer>;
  /** Requests signed for another region are sent there. */
  region?: string;
  requesterPays?: boolean;
  /** Encrypted with a key of KMS: ETags are then no hashes. */
  kms?: boolean;
};

/** All there is in this AWS; tests change it as they go. */
export type FakeWorld = {
  account: string;
  principals: FakePrincipal[];
  roles: FakeRole[];
  reports: FakeReport[];
  exports: FakeExport[];
  organization: { Id: string; Name: string; Path: string; State?: string }[];
  units: { Id: string; Name: string; ParentId: string }[];
  buckets: Map<string, FakeBucket>;
  athena?: FakeAthena;
};

export type FakeCall = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly service: "sts" | "s3" | "json";
};

export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, status: number, message = code, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

export function allow(caller: FakePrincipal, action: string): void {
  if (caller.deny?.includes(action) === true)
    throw new AwsError(
      "AccessDenied",
      403,
      `User: ${caller.arn} is not authorized to perform: ${action} because no identity-based policy allows it`,
    );
}

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";

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
  S3Bucket: string;
  S3Prefix: string;
  S3Region: string;
  AdditionalSchemaElements: readonly string[];
  ReportStatus?: { lastDelivery: string; lastStatus: string };
};
export type FakeExport = { name: string; bucket: string; prefix: string; statement: string; status?: string };

/** All there is in this AWS; tests change it as they go. */
export type FakeWorld = {
  account: string;
  principals: FakePrincipal[];
  roles: FakeRole[];
  reports: FakeReport[];
  exports: FakeExport[];
  organization: { Id: string; Name: string; Path: string }[];
  units: { Id: string; Name: string; ParentId: string }[];
  buckets: Map<string, Map<string, Buffer>>;
};

export type FakeRequest = { service: string; operation: string; bucket: string; key: string; range: string };

export type FakeAws = {
  readonly endpoint: string;
  readonly world: FakeWorld;
  readonly requests: FakeRequest[];
  /** The next requests of an operation answer with this error. */
  failNext(
    operation: string,
    error: { code: string; status: number; message?: string },
    times?: number,
  ): void;
  /** Cuts the connection of the next download after so many bytes. */
  cutNext(afterBytes: number): void;
  close(): Promise<void>;
};

class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message = code) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

type Call = {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly service: string;
};

/** AWS on loopback: STS, CUR, Data Exports, Organizations and S3 behind one address, every signature checked. */
export async function startFakeAws(world: FakeWorld): Promise<FakeAws> {
  const requests: FakeRequest[] = [];
  const failures: { operation: string; error: AwsError }[] = [];
  const state = { cutAfter: null as number | null };

  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://fake");
    const body = await buffer(request);
    const target = String(request.headers["x-amz-target"] ?? "");
    const form = new URLSearchParams(body.toString("utf8"));
    const isSts = form.has("Action") && target === "";
    const service = target !== "" ? "json" : isSts ? "sts" : "s3";
    const call: Call = { request, url, body, service };
    try {
      const operation = target.split(".")[1] ?? (isSts ? (form.get("Action") ?? "") : s3Operation(call));
      const [, bucket = "", ...rest] = service === "s3" ? url.pathname.split("/") : ["", ""];
      const key = decodeURIComponent(rest.join("/"));
      requests.push({ service, operation, bucket, key, range: request.headers.range ?? "" });
      const index = failures.findIndex((failure) => failure.operation === operation);
      if (index >= 0) throw failures.splice(index, 1)[0]?.error ?? new Error("spliced");
      const caller = await authenticate(world, call);
      if (service === "sts") return xml(response, 200, sts(world, caller, form));
      if (service === "json") return json(response, 200, jsonCall(world, caller, operation, body));
      s3(response, caller, { operation, bucket, key, call });
    } catch (error) {
      refuse(
        response,
        service,
        error instanceof AwsError ? error : new AwsError("InternalError", 500, String(error)),
        request,
      );
    }
  }

  function s3(
    response: ServerResponse,
    caller: FakePrincipal,
    { operation, bucket, key, call }: { operation: string; bucket: string; key: string; call: Call },
  ): void {
    const objects = world.buckets.get(bucket);
    if (objects === undefined) throw new AwsError("NoSuchBucket", 404);
    if (operation === "HeadBucket") {
      response.writeHead(200, { "x-amz-bucket-region": "eu-west-1" }).end();
      return;
    }
    allow(caller, operation === "ListObjectsV2" ? "s3:ListBucket" : "s3:GetObject");
    if (operation === "ListObjectsV2") return xml(response, 200, listing(objects, bucket, call.url));
    const content = objects.get(key);
    if (content === undefined) throw new AwsError("NoSuchKey", 404);
    const etag = etagOf(content);
    if (call.request.headers["if-none-match"] === etag) {
      response.writeHead(304, { etag }).end();
      return;
    }
    const wanted = call.request.headers["if-match"];
    if (wanted !== undefined && wanted !== etag) throw new AwsError("PreconditionFailed", 412);
    const from = Number(/bytes=(\d+)-/.exec(call.request.headers.range ?? "")?.[1] ?? 0);
    const part = content.subarray(from);
    const status = call.request.headers.range === undefined ? 200 : 206;
    response.writeHead(status, { etag, "content-length": part.length });
    const cut = /manifest/i.test(key) ? null : state.cutAfter;
    if (cut === null || cut >= part.length) {
      response.end(part);
      return;
    }
    state.cutAfter = null;
    response.write(part.subarray(0, cut), () => response.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    world,
    requests,
    failNext(operation, { code, status, message }, times = 1) {
      for (let count = 0; count < times; count += 1)
        failures.push({ operation, error: new AwsError(code, status, message) });
    },
    cutNext(afterBytes) {
      state.cutAfter = afterBytes;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function etagOf(content: Buffer): string {
  return `"${createHash("md5").update(content).digest("hex")}"`;
}

function s3Operation({ request, url }: Call): string {
  const isBucket =
    url.pathname.split("/").filter((part) => part !== "").length < 2 && !url.pathname.slice(1).includes("/");
  if (request.method === "HEAD") return isBucket ? "HeadBucket" : "HeadObject";
  return url.searchParams.has("list-type") ? "ListObjectsV2" : "GetObject";
}

/** Signs the request again with the secret that belongs to its key and compares. */
async function authenticate(world: FakeWorld, { request, url, body, service }: Call): Promise<FakePrincipal> {
  const header = request.headers.authorization ?? "";
  const [, keyId = "", date = "", region = "", signedService = "", signed = "", signature = ""] =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
      header,
    ) ?? [];
  const names = {
    sts: "InvalidClientTokenId",
    s3: "InvalidAccessKeyId",
    json: "UnrecognizedClientException",
  };
  const principal = world.principals.find(({ accessKeyId }) => accessKeyId === keyId);
  if (principal === undefined || date === "") throw new AwsError(nameFor(names, service), 403);
  const token = request.headers["x-amz-security-token"];
  if ((principal.sessionToken ?? undefined) !== token) throw new AwsError(nameFor(names, service), 403);
  if (principal.expired === true)
    throw new AwsError(service === "json" ? "ExpiredTokenException" : "ExpiredToken", 400);
  const headers = Object.fromEntries(
    signed.split(";").map((name) => [name, String(request.headers[name] ?? "")]),
  );
  const signer = new SignatureV4({
    service: signedService,
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: principal.secretAccessKey },
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: false,
  });
  const stamp = String(request.headers["x-amz-date"]);
  const again = await signer.sign(
    new HttpRequest({
      method: request.method ?? "GET",
      protocol: "http:",
      hostname: "127.0.0.1",
      path: service === "s3" ? url.pathname : decodeURIComponent(url.pathname),
      query: Object.fromEntries(url.searchParams),
      headers,
      body,
    }),
    {
      signingDate: new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")),
      unsignableHeaders: new Set(),
    },
  );
  if (!String(again.headers["authorization"]).endsWith(signature))
    throw new AwsError(service === "json" ? "InvalidSignatureException" : "SignatureDoesNotMatch", 403);
  return principal;
}

function nameFor(names: Readonly<Record<string, string>>, service: string): string {
  return names[service] ?? "InvalidClientTokenId";
}

function allow(caller: FakePrincipal, action: string): void {
  if (caller.deny?.includes(action) === true)
    throw new AwsError(
      "AccessDenied",
      403,
      `User: ${caller.arn} is not authorized to perform: ${action} because no identity-based policy allows it`,
    );
}

function sts(world: FakeWorld, caller: FakePrincipal, form: URLSearchParams): string {
  if (form.get("Action") === "GetCallerIdentity") {
    const account = caller.arn.split(":")[4] ?? "";
    return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${caller.arn}</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;
  }
  const arn = form.get("RoleArn") ?? "";
  const role = world.roles.find((each) => each.arn === arn);
  const account = caller.arn.split(":")[4] ?? "";
  const isTrusted = role?.trusts.some((trusted) => trusted === account || trusted === caller.arn) ?? false;
  const isOpen =
    role !== undefined && (role.externalId === null || role.externalId === form.get("ExternalId"));
  if (role === undefined || !isTrusted || !isOpen)
    throw new AwsError(
      "AccessDenied",
      403,
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  const number = world.principals.length;
  const assumed: FakePrincipal = {
    arn: `${arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${form.get("RoleSessionName") ?? ""}`,
    accessKeyId: `ASIAFAKE${String(number).padStart(12, "0")}`,
    secretAccessKey: `temporary-secret-${number}`,
    sessionToken: `token-${number}`,
    deny: role.deny ?? [],
  };
  world.principals.push(assumed);
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${assumed.accessKeyId}</AccessKeyId><SecretAccessKey>${assumed.secretAccessKey}</SecretAccessKey><SessionToken>${assumed.sessionToken ?? ""}</SessionToken><Expiration>${expires}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

function jsonCall(world: FakeWorld, caller: FakePrincipal, operation: string, body: Buffer): object {
  const input: Record<string, string> = JSON.parse(body.toString("utf8"));
  switch (operation) {
    case "DescribeReportDefinitions":
      allow(caller, "cur:DescribeReportDefinitions");
      return page("ReportDefinitions", world.reports, input["NextToken"], 5);
    case "ListExports":
      allow(caller, "bcm-data-exports:ListExports");
      return {
        Exports: world.exports.map(({ name, status = "HEALTHY" }) => ({
          ExportArn: `arn:aws:bcm-data-exports:us-east-1:${world.account}:export/${name}`,
          ExportName: name,
          ExportStatus: { StatusCode: status },
        })),
      };
    case "GetExport": {
      const found = world.exports.find(({ name }) => input["ExportArn"]?.endsWith(`/${name}`));
      if (found === undefined) throw new AwsError("ResourceNotFoundException", 400);
      return {
        Export: {
          Name: found.name,
          DataQuery: {
            QueryStatement: found.statement,
            TableConfigurations: {
              COST_AND_USAGE_REPORT: { TIME_GRANULARITY: "HOURLY", INCLUDE_RESOURCES: "TRUE" },
            },
          },
          DestinationConfigurations: {
            S3Destination: {
              S3Bucket: found.bucket,
              S3Prefix: found.prefix,
              S3Region: "us-east-1",
              S3OutputConfigurations: {
                OutputType: "CUSTOM",
                Format: "TEXT_OR_CSV",
                Compression: "GZIP",
                Overwrite: "CREATE_NEW_REPORT",
              },
            },
          },
          RefreshCadence: { Frequency: "SYNCHRONOUS" },
        },
        ExportStatus: { StatusCode: found.status ?? "HEALTHY", StatusReason: "INSUFFICIENT_PERMISSION" },
      };
    }
    case "ListAccounts":
      allow(caller, "organizations:ListAccounts");
      return organizationPage(world, input["NextToken"]);
    case "ListRoots":
      return { Roots: [{ Id: "r-1", Name: "Root" }] };
    case "ListOrganizationalUnitsForParent":
      return { OrganizationalUnits: world.units.filter(({ ParentId }) => ParentId === input["ParentId"]) };
    default:
      throw new AwsError("UnknownOperationException", 400);
  }
}

/** The first page is empty and yet has a next one, as AWS may do. */
function organizationPage({ organization }: FakeWorld, token: string | undefined): object {
  if (token === undefined) return { Accounts: [], NextToken: "1" };
  return {
    Accounts: organization.map(({ Id, Name, Path }) => ({ Id, Name, Paths: [Path], State: "ACTIVE" })),
  };
}

function page(name: string, all: readonly unknown[], token: string | undefined, size: number): object {
  const start = Number(token ?? 0);
  const more = start + size < all.length ? { NextToken: String(start + size) } : {};
  return { [name]: all.slice(start, start + size), ...more };
}

function listing(objects: ReadonlyMap<string, Buffer>, bucket: string, url: URL): string {
  const prefix = url.searchParams.get("prefix") ?? "";
  const delimiter = url.searchParams.get("delimiter");
  const most = Number(url.searchParams.get("max-keys") ?? 1_000);
  const after = url.searchParams.get("continuation-token") ?? "";
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
  const folderOf = (key: string): string | null => {
    const at = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
    return at < 0 ? null : key.slice(0, at + 1);
  };
  const folders = [...new Set(keys.flatMap((key) => folderOf(key) ?? []))];
  const plain = keys.filter((key) => folderOf(key) === null);
  const shown = plain.slice(0, most);
  const contents = shown.map((key) => {
    const content = objects.get(key) ?? Buffer.alloc(0);
    return `<Contents><Key>${escaped(key)}</Key><Size>${content.length}</Size><ETag>${escaped(etagOf(content))}</ETag></Contents>`;
  });
  const common = folders.map(
    (folder) => `<CommonPrefixes><Prefix>${escaped(folder)}</Prefix></CommonPrefixes>`,
  );
  const isCut = plain.length > shown.length;
  const next = isCut ? `<NextContinuationToken>${escaped(shown.at(-1) ?? "")}</NextContinuationToken>` : "";
  return `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket}</Name><IsTruncated>${String(isCut)}</IsTruncated>${next}${contents.join("")}${common.join("")}</ListBucketResult>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function xml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/xml" }).end(`<?xml version="1.0"?>${text}`);
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(value));
}

function refuse(
  response: ServerResponse,
  service: string,
  error: AwsError,
  { method }: IncomingMessage,
): void {
  response.setHeader("x-amzn-requestid", "request-1");
  if (method === "HEAD") {
    response.writeHead(error.status).end();
    return;
  }
  if (service === "json") {
    const code = error.code === "AccessDenied" ? "AccessDeniedException" : error.code;
    return json(response, 400, { __type: code, message: error.message });
  }
  const inner = `<Code>${error.code}</Code><Message>${escaped(error.message)}</Message>`;
  if (service === "sts")
    return xml(
      response,
      error.status,
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>${inner}</Error><RequestId>request-1</RequestId></ErrorResponse>`,
    );
  return xml(response, error.status, `<Error>${inner}<RequestId>request-1</RequestId></Error>`);
}

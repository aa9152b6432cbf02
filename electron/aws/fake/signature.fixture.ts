import { Sha256 } from "@aws-crypto/sha256-js";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import { AwsError, type FakeCall, type FakePrincipal, type FakeWorld } from "./world.fixture.ts";

export type Signed = { readonly caller: FakePrincipal; readonly region: string };

const UNKNOWN_KEY = {
  sts: "InvalidClientTokenId",
  s3: "InvalidAccessKeyId",
  json: "UnrecognizedClientException",
} as const;

/** Signs the request again with the secret that belongs to its key and compares. */
export async function authenticate(world: FakeWorld, call: FakeCall): Promise<Signed> {
  const { request, url, body, service } = call;
  const [, keyId = "", date = "", region = "", signedService = "", names = "", signature = ""] =
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
      request.headers.authorization ?? "",
    ) ?? [];
  const caller = world.principals.find(({ accessKeyId }) => accessKeyId === keyId);
  if (caller === undefined || date === "") throw new AwsError(UNKNOWN_KEY[service], 403);
  const token = request.headers["x-amz-security-token"];
  if ((caller.sessionToken ?? undefined) !== token)
    throw new AwsError(service === "s3" ? "InvalidToken" : UNKNOWN_KEY[service], 403);
  if (caller.expired === true)
    throw new AwsError(service === "json" ? "ExpiredTokenException" : "ExpiredToken", 400);
  const signer = new SignatureV4({
    service: signedService,
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: caller.secretAccessKey },
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
      headers: Object.fromEntries(
        names.split(";").map((name) => [name, String(request.headers[name] ?? "")]),
      ),
      body,
    }),
    {
      signingDate: new Date(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z")),
      unsignableHeaders: new Set(),
    },
  );
  if (!String(again.headers["authorization"]).endsWith(signature))
    throw new AwsError(service === "json" ? "InvalidSignatureException" : "SignatureDoesNotMatch", 403);
  return { caller, region };
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { answerJson, answerXml, refuse } from "./answers.fixture.ts";
import { answerAthena } from "./athena.fixture.ts";
import { answerBilling } from "./billing.fixture.ts";
import { answerS3, s3Operation, type Line } from "./s3.fixture.ts";
import { authenticate } from "./signature.fixture.ts";
import { answerSts } from "./sts.fixture.ts";
import { AwsError, type FakeCall, type FakeWorld } from "./world.fixture.ts";

export type FakeRequest = {
  readonly service: FakeCall["service"];
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
  readonly range: string;
};

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
  /** How fast each download comes; null as fast as it can. */
  slowDown(bytesPerSecond: number | null): void;
  /** Takes the network away, and brings it back. */
  unplug(isOut: boolean): void;
  close(): Promise<void>;
};

/** AWS on loopback: STS, CUR, Data Exports, Organizations, Athena and S3 behind one address, every signature checked. */
export async function startFakeAws(world: FakeWorld): Promise<FakeAws> {
  const requests: FakeRequest[] = [];
  const failures: { operation: string; error: AwsError }[] = [];
  const line: Line = { cutAfter: null, bytesPerSecond: null };
  let isOut = false;
  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isOut) return void request.destroy();
    const url = new URL(request.url ?? "/", "http://fake");
    const body = await buffer(request);
    const form = new URLSearchParams(body.toString("utf8"));
    const target = String(request.headers["x-amz-target"] ?? "");
    const service = target !== "" ? "json" : form.has("Action") ? "sts" : "s3";
    const call: FakeCall = { request, url, body, service };
    try {
      const operation = operationOf(call, target, form);
      const [, bucket = "", ...rest] = service === "s3" ? url.pathname.split("/") : [];
      const key = decodeURIComponent(rest.join("/"));
      requests.push({ service, operation, bucket, key, range: request.headers.range ?? "" });
      const index = failures.findIndex((failure) => failure.operation === operation);
      if (index >= 0) throw failures.splice(index, 1)[0]?.error ?? new Error("spliced");
      const signed = await authenticate(world, call);
      if (service === "sts") answerXml(response, 200, answerSts(world, signed.caller, form));
      else if (target.startsWith("AmazonAthena.") && world.athena !== undefined)
        answerJson(response, 200, await answerAthena(world.athena, signed.caller, operation, body));
      else if (service === "json")
        answerJson(response, 200, answerBilling(world, signed.caller, operation, body));
      else await answerS3(response, { world, line }, signed, { operation, bucket, key, call });
    } catch (error) {
      const told = error instanceof AwsError ? error : new AwsError("InternalError", 500, String(error));
      refuse(response, service, told, request);
    }
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
      line.cutAfter = afterBytes;
    },
    slowDown(bytesPerSecond) {
      line.bytesPerSecond = bytesPerSecond;
    },
    unplug(out) {
      isOut = out;
      if (out) server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function operationOf(call: FakeCall, target: string, form: URLSearchParams): string {
  if (call.service === "json") return target.split(".")[1] ?? "";
  return call.service === "sts" ? (form.get("Action") ?? "") : s3Operation(call);
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { AwsError, FakeCall } from "./world.fixture.ts";

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

export function answerXml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/xml" }).end(`<?xml version="1.0"?>${text}`);
}

export function answerJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(value));
}

/** An error in the form of the service: JSON names it in `__type`, STS wraps it, and a HEAD has no body at all. */
export function refuse(
  response: ServerResponse,
  service: FakeCall["service"],
  error: AwsError,
  { method }: IncomingMessage,
): void {
  response.setHeader("x-amzn-requestid", "request-1");
  for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  if (method === "HEAD") {
    response.writeHead(error.status).end();
    return;
  }
  if (service === "json") {
    const code = error.code === "AccessDenied" ? "AccessDeniedException" : error.code;
    return answerJson(response, 400, { __type: code, message: error.message });
  }
  const inner = `<Code>${error.code}</Code><Message>${escaped(error.message)}</Message>`;
  if (service === "sts")
    return answerXml(
      response,
      error.status,
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>${inner}</Error><RequestId>request-1</RequestId></ErrorResponse>`,
    );
  return answerXml(response, error.status, `<Error>${inner}<RequestId>request-1</RequestId></Error>`);
}

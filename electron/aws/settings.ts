import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { AwsCredentialIdentityProvider, HttpHandlerOptions } from "@smithy/types";
import type { HttpRequest } from "@smithy/protocol-http";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";

/** How AWS is reached. */
export type AwsSettings = {
  /** Stands for all of AWS in tests; null in earnest. */
  readonly endpoint: string | null;
  /** Counts every request made. */
  readonly onRequest?: (() => void) | undefined;
};

// Electron brings the Node it has; a warning on it helps no user.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
// Some clients are made inside the SDK's credential providers, where no configuration of ours reaches.
process.env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";

const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;

class CountingHandler extends NodeHttpHandler {
  readonly #onRequest: () => void;

  constructor(options: ConstructorParameters<typeof NodeHttpHandler>[0], onRequest: () => void) {
    super(options);
    this.#onRequest = onRequest;
  }

  override handle(request: HttpRequest, options?: HttpHandlerOptions) {
    this.#onRequest();
    return super.handle(request, options);
  }
}

/** Configuration that every client shares. Endpoint settings of the environment and of the CLI's files are not followed. */
export function clientConfig(
  settings: AwsSettings,
  region: string,
  credentials: AwsCredentialIdentityProvider,
) {
  return { region, credentials, maxAttempts: 4, ...connectionConfig(settings) };
}

/** How any client reaches AWS, whatever its region and credentials. */
export function connectionConfig({ endpoint, onRequest }: AwsSettings) {
  return {
    ignoreConfiguredEndpointUrls: true,
    userAgentAppId: "cloudspend-desktop",
    requestHandler: requestHandler(endpoint, onRequest),
    ...(endpoint === null ? {} : { endpoint }),
  };
}

export function requestHandler(
  endpoint: string | null,
  onRequest: () => void = () => undefined,
): NodeHttpHandler {
  const proxy = endpoint === null ? getProxyForUrl("https://sts.amazonaws.com") : "";
  return new CountingHandler(
    {
      connectionTimeout: CONNECT_MS,
      requestTimeout: SILENCE_MS,
      ...(proxy === "" ? {} : { httpsAgent: new HttpsProxyAgent(proxy) }),
    },
    onRequest,
  );
}

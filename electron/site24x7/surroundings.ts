import { AppError, failure } from "#core/result/failure.ts";
import { send, type Incoming, type Outgoing } from "../network/send.ts";

/** What a client of Site24x7 needs of the world around it. */
export type Surroundings = {
  readonly now: () => Date;
  readonly wait: (ms: number) => Promise<unknown>;
};

const CERTIFICATE = /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_HAS_EXPIRED|ALTNAME_INVALID/;

/** Sends, with a way that does not lead there told as a failure. */
export async function reach(outgoing: Outgoing): Promise<Incoming> {
  const { host } = new URL(outgoing.url);
  try {
    return await send(outgoing);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const cause = code === "" ? String(error) : code;
    throw new AppError(
      CERTIFICATE.test(cause)
        ? failure("aws.certificate", { host, cause })
        : failure("site24x7.offline", { host, cause }, "auto"),
    );
  }
}

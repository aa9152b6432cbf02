import { policy, type Policy } from "./policy.ts";

export type Trust = {
  readonly partition: string;
  /** The account of the identity that this computer uses. */
  readonly accountId: string;
  /** One user or role of it; the whole account when null, whose administrators then decide. */
  readonly principalArn: string | null;
  readonly externalId: string;
};

/** Lets the identity of this computer assume the role, with the external id only. */
export function trustPolicy({ partition, accountId, principalArn, externalId }: Trust): Policy {
  return policy({
    Effect: "Allow",
    Principal: { AWS: principalArn ?? `arn:${partition}:iam::${accountId}:root` },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "sts:ExternalId": externalId } },
  });
}

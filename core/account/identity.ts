/** A profile of the AWS CLI's configuration files. */
export type Profile = {
  readonly name: string;
  readonly kind: "keys" | "role" | "sso" | "login" | "process" | "other";
  readonly region: string | null;
};

/** Who AWS says the caller is (sts:GetCallerIdentity). */
export type CallerIdentity = {
  readonly accountId: string;
  readonly arn: string;
  readonly partition: string;
};

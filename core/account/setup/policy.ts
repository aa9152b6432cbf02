/** A policy document of IAM or of a bucket. */
export type Policy = { readonly Version: "2012-10-17"; readonly Statement: readonly Statement[] };

export type Statement = {
  readonly Sid?: string;
  readonly Effect: "Allow";
  readonly Principal?: { readonly AWS: string } | { readonly Service: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
};

export function policy(...statements: readonly Statement[]): Policy {
  return { Version: "2012-10-17", Statement: statements };
}

/** A document as the consoles of AWS show and take it. */
export function toJson(document: object): string {
  return JSON.stringify(document, null, 2);
}

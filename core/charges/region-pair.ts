/** Region codes inside usage types. AWS writes the older regions without a number behind them, or with none at all. */
const CODES: Readonly<Record<string, string>> = {
  USE1: "us-east-1",
  USE2: "us-east-2",
  USW1: "us-west-1",
  USW2: "us-west-2",
  UGE1: "us-gov-east-1",
  UGW1: "us-gov-west-1",
  CAN1: "ca-central-1",
  CAN2: "ca-west-1",
  MXC1: "mx-central-1",
  SAE1: "sa-east-1",
  EU: "eu-west-1",
  EUW1: "eu-west-1",
  EUW2: "eu-west-2",
  EUW3: "eu-west-3",
  EUC1: "eu-central-1",
  EUC2: "eu-central-2",
  EUN1: "eu-north-1",
  EUS1: "eu-south-1",
  EUS2: "eu-south-2",
  APE1: "ap-east-1",
  APN1: "ap-northeast-1",
  APN2: "ap-northeast-2",
  APN3: "ap-northeast-3",
  APS1: "ap-southeast-1",
  APS2: "ap-southeast-2",
  APS3: "ap-south-1",
  APS4: "ap-southeast-3",
  APS5: "ap-south-2",
  APS6: "ap-southeast-4",
  APS7: "ap-southeast-5",
  AFS1: "af-south-1",
  ILC1: "il-central-1",
  MEC1: "me-central-1",
  MES1: "me-south-1",
};
const WITHOUT_PREFIX = "us-east-1";

/** Where a line item's bytes leave and where they arrive. */
export type RegionPair = { readonly from: string; readonly to: string | null };

/**
 * Reads the regions of an inter-region usage type: `USE1-EUC1-AWS-Out-Bytes` goes from us-east-1 to eu-central-1. Where it names
 * only one, and the line item is of another region, the named one is the far end. A code not known here stays as it is written.
 */
export function regionPairOf(usageType: string | null, region: string | null): RegionPair {
  const [first, second] = codesIn(usageType);
  if (first === undefined) return { from: region ?? WITHOUT_PREFIX, to: null };
  if (second !== undefined) return { from: nameOf(first), to: nameOf(second) };
  const named = nameOf(first);
  return region === null || region === named ? { from: named, to: null } : { from: region, to: named };
}

/** True where the usage type alone tells both ends. */
export function namesBothRegions(usageType: string | null): boolean {
  return codesIn(usageType)[1] !== undefined;
}

function codesIn(usageType: string | null): readonly (string | undefined)[] {
  return (/^(?:([A-Z]{2,3}\d?)-)?(?:([A-Z]{2,3}\d?)-)?(?:AWS-|S3RTC)/.exec(usageType ?? "") ?? []).slice(1);
}

function nameOf(code: string): string {
  return CODES[code] ?? code;
}

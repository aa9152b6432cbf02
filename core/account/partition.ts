type Partition = {
  /** Where the partition's global services (billing, organizations) answer. */
  readonly home: string;
  /** What the names of its services end with. */
  readonly suffix: string;
  readonly console: string;
  /** What the names of its regions begin with; none for the one that all other regions belong to. */
  readonly regions: string | null;
};

const COMMERCIAL: Partition = {
  home: "us-east-1",
  suffix: "amazonaws.com",
  console: "https://console.aws.amazon.com",
  regions: null,
};

const PARTITIONS: ReadonlyMap<string, Partition> = new Map([
  ["aws", COMMERCIAL],
  [
    "aws-cn",
    {
      home: "cn-northwest-1",
      suffix: "amazonaws.com.cn",
      console: "https://console.amazonaws.cn",
      regions: "cn-",
    },
  ],
  [
    "aws-us-gov",
    {
      home: "us-gov-west-1",
      suffix: "amazonaws.com",
      console: "https://console.amazonaws-us-gov.com",
      regions: "us-gov-",
    },
  ],
  [
    "aws-eusc",
    {
      home: "eusc-de-east-1",
      suffix: "amazonaws.eu",
      console: "https://console.amazonaws-eusc.eu",
      regions: "eusc-",
    },
  ],
  ["aws-iso", closed("us-iso-east-1", "c2s.ic.gov", "us-iso-")],
  ["aws-iso-b", closed("us-isob-east-1", "sc2s.sgov.gov", "us-isob-")],
  ["aws-iso-e", closed("eu-isoe-west-1", "cloud.adc-e.uk", "eu-isoe-")],
  ["aws-iso-f", closed("us-isof-south-1", "csp.hci.ic.gov", "us-isof-")],
]);

/** Where the partition's global services (billing, organizations) answer. */
export function homeRegion(partition: string): string {
  return of(partition).home;
}

/** What the names of the partition's services end with. */
export function dnsSuffix(partition: string): string {
  return of(partition).suffix;
}

/** The address of the partition's console. */
export function consoleAddress(partition: string): string {
  return of(partition).console;
}

/** The partition a region lies in. */
export function partitionOf(region: string): string {
  const found = [...PARTITIONS].find(
    ([, { regions }]) => regions !== null && region.trim().toLowerCase().startsWith(regions),
  );
  return found?.[0] ?? "aws";
}

function of(partition: string): Partition {
  return PARTITIONS.get(partition) ?? COMMERCIAL;
}

/** One without a console that the public could open. */
function closed(home: string, suffix: string, regions: string): Partition {
  return { home, suffix, console: COMMERCIAL.console, regions };
}

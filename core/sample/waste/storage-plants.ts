import { service } from "../prices/offer.ts";
import { SERVICES as S } from "../prices/services.ts";
import { all, atPriceOf, line, part, planted, share, sold, unknown, type Plant } from "./plant.ts";

const GLACIER = service("AmazonGlacier", "Amazon Glacier", "Storage", "Object Storage");
const SHIELD = service("AWSShield", "AWS Shield", "Security", "Application Security");

const volume = (mark: string): string => `vol-0waste${mark.padEnd(11, "0")}`;
const gp2 = sold(S.ec2, "EBS:VolumeUsage.gp2", "0.1", { operation: "CreateVolume-Gp2", unit: "GB-Mo" });
const gp3 = sold(S.ec2, "EBS:VolumeUsage.gp3", "0.08", { operation: "CreateVolume-Gp3", unit: "GB-Mo" });
const ONE = 10n ** 18n;

/** Volumes, snapshots, buckets, vaults. */
export const STORAGE_PLANTS: readonly Plant[] = [
  planted("a small gp2 volume", ["security", "us-west-2"], volume("small"), [line(gp2, 4)], {
    "gp2-to-gp3": ({ cost, usage, own }) =>
      cost() - atPriceOf(usage(), own(S.ec2, /EBS:VolumeUsage[.]gp3$/, "us-west-2")),
  }),
  planted("a large gp2 volume", ["security", "us-west-2"], volume("large"), [line(gp2, 64)], {
    "gp2-to-gp3": ({ cost, usage, own }) => {
      const paid = own(S.ec2, /EBS:VolumeUsage[.]gp3$/, "us-west-2");
      const rate = (paid.cost * ONE) / paid.usage;
      const iops = 3n * usage() - 3_000n * ONE;
      const extras = (iops * 6n) / 100n + (125n * ONE) / 2n;
      return cost() - atPriceOf(usage(), paid) - (rate * extras) / ONE;
    },
  }),
  planted("a gp3 volume", ["security", "us-west-2"], volume("gp3"), [line(gp3, 16)]),
  planted(
    "a snapshot of last year",
    ["security", "eu-west-1"],
    "arn:aws:ec2:eu-west-1:048172263915:snapshot/snap-0waste00000000old",
    [line(sold(S.ec2, "EBS:SnapshotUsage", "0.05", { operation: "CreateSnapshot", unit: "GB-Mo" }), 10)],
    {
      "old-snapshots": share(7_500),
    },
    { monthsBefore: 13 },
  ),
  planted(
    "a snapshot of this year",
    ["security", "eu-west-1"],
    "arn:aws:ec2:eu-west-1:048172263915:snapshot/snap-0waste00000000new",
    [line(sold(S.ec2, "EBS:SnapshotUsage", "0.05", { operation: "CreateSnapshot", unit: "GB-Mo" }), 10)],
    {},
    { monthsBefore: 3 },
  ),
  planted(
    "snapshots that grow",
    ["security", "eu-central-1"],
    "arn:aws:ec2:eu-central-1:048172263915:snapshot/snap-0waste0000000grow",
    [
      line(sold(S.ec2, "EBS:SnapshotUsage", "0.05", { operation: "CreateSnapshot", unit: "GB-Mo" }), 10, {
        growth: 1.2,
      }),
    ],
    {
      "snapshot-growth": unknown,
    },
    { monthsBefore: 3, key: "eu-central-1" },
  ),
  planted(
    "a bucket nobody asks",
    ["security", "us-west-2"],
    "waste-bucket-cold",
    [line(sold(S.s3, "TimedStorage-ByteHrs", "0.023", { operation: "StandardStorage", unit: "GB-Mo" }), 100)],
    {
      "s3-not-accessed": share(3_000),
    },
    { monthsBefore: 2 },
  ),
  planted(
    "a bucket that is read",
    ["security", "us-west-2"],
    "waste-bucket-warm",
    [
      line(sold(S.s3, "TimedStorage-ByteHrs", "0.023", { operation: "StandardStorage", unit: "GB-Mo" }), 100),
      line(sold(S.s3, "Requests-Tier2", "0.0000004", { operation: "GetObject", unit: "Requests" }), 5_000),
    ],
    {},
    { monthsBefore: 2 },
  ),
  planted(
    "a bucket that is tiered already",
    ["security", "us-west-2"],
    "waste-bucket-tiered",
    [
      line(sold(S.s3, "TimedStorage-ByteHrs", "0.023", { operation: "StandardStorage", unit: "GB-Mo" }), 10),
      line(
        sold(S.s3, "TimedStorage-SIA-ByteHrs", "0.0125", { operation: "StandardIAStorage", unit: "GB-Mo" }),
        100,
      ),
    ],
    {},
    { monthsBefore: 2 },
  ),
  planted(
    "uploads left open",
    ["security", "us-west-2"],
    "waste-bucket-parts",
    [
      line(
        sold(S.s3, "Requests-Tier1", "0.000005", { operation: "InitiateMultipartUpload", unit: "Requests" }),
        40,
      ),
      line(
        sold(S.s3, "Requests-Tier1", "0.000005", { operation: "CompleteMultipartUpload", unit: "Requests" }),
        30,
      ),
    ],
    { "s3-incomplete-uploads": unknown },
  ),
  planted("uploads that were completed", ["security", "us-west-2"], "waste-bucket-whole", [
    line(
      sold(S.s3, "Requests-Tier1", "0.000005", { operation: "InitiateMultipartUpload", unit: "Requests" }),
      40,
    ),
    line(
      sold(S.s3, "Requests-Tier1", "0.000005", { operation: "CompleteMultipartUpload", unit: "Requests" }),
      40,
    ),
  ]),
  planted(
    "an inventory of everything",
    ["security", "us-west-2"],
    "waste-bucket-listed",
    [
      line(
        sold(S.s3, "Inventory-ObjectsListed", "0.0000000025", { operation: "", unit: "Objects" }),
        160_000_000,
      ),
    ],
    {
      "s3-paid-options": unknown,
    },
  ),
  planted("an inventory of little", ["security", "us-west-2"], "waste-bucket-short", [
    line(
      sold(S.s3, "Inventory-ObjectsListed", "0.0000000025", { operation: "", unit: "Objects" }),
      1_000_000,
    ),
  ]),
  planted(
    "a vault where Deep Archive is cheap",
    ["security", "eu-west-1"],
    "arn:aws:glacier:eu-west-1:048172263915:vaults/waste",
    [line(sold(GLACIER, "TimedStorage-ByteHrs", "0.0036", { operation: "Storage", unit: "GB-Mo" }), 1_000)],
    {
      "glacier-to-deep-archive": ({ cost }) => cost() - part(cost(), 2_750),
    },
  ),
  planted(
    "a vault elsewhere",
    ["security", "eu-central-1"],
    "arn:aws:glacier:eu-central-1:048172263915:vaults/waste",
    [line(sold(GLACIER, "TimedStorage-ByteHrs", "0.0036", { operation: "Storage", unit: "GB-Mo" }), 1_000)],
    {
      "glacier-to-deep-archive": ({ cost }) => cost() - part(cost(), 4_440),
    },
  ),
  planted(
    "a retrieval from a vault",
    ["security", "eu-west-1"],
    "arn:aws:glacier:eu-west-1:048172263915:vaults/waste-read",
    [line(sold(GLACIER, "Retrieval-Bytes", "0.01", { operation: "ArchiveRetrieval", unit: "GB" }), 10)],
  ),
  planted(
    "the dearest Shield",
    ["management", "us-east-1"],
    "",
    [
      line(
        sold(SHIELD, "Shield-Monthly-Fee", "3000", { operation: "", unit: "Month", isGlobal: true }),
        1 / 16,
      ),
    ],
    {},
    { key: "730248159604" },
  ),
  planted(
    "a second Shield",
    ["shared", "us-east-1"],
    "",
    [
      line(
        sold(SHIELD, "Shield-Monthly-Fee", "3000", { operation: "", unit: "Month", isGlobal: true }),
        1 / 32,
      ),
    ],
    {
      "shield-advanced-twice": all,
    },
    { key: "261590437718" },
  ),
];

import type { Offer } from "./offer.ts";
import { SERVICES } from "./services.ts";

const BUCKET = "larkfield-{app}-{env}-{n}";
const GIGABYTE_MONTH = "GB-Mo";

/** Volumes, snapshots, buckets, file systems and backups. */
export const STORAGE_OFFERS = {
  gp3: volume("EBS:VolumeUsage.gp3", "CreateVolume-Gp3", "0.08", "General Purpose", "gp3"),
  io2: volume("EBS:VolumeUsage.io2", "CreateVolume-Io2", "0.125", "Provisioned IOPS", "io2"),
  volumeIops: {
    ...volume("EBS:VolumeP-IOPS.gp3", "", "0.005", "General Purpose", "gp3"),
    unit: "IOPS-Mo",
    per: "IOPS-month provisioned (gp3)",
    family: "System Operation",
  },
  snapshot: {
    service: SERVICES.ec2,
    usageType: "EBS:SnapshotUsage",
    operation: "CreateSnapshot",
    unit: GIGABYTE_MONTH,
    rate: "0.05",
    per: "GB-Month of snapshot data stored",
    family: "Storage Snapshot",
    attributes: { storageMedia: "Amazon S3" },
    resource: "arn:aws:ec2:{region}:{account}:snapshot/snap-0{hex}",
    isStored: true,
  },
  s3Standard: bucketStorage(
    "TimedStorage-ByteHrs",
    "StandardStorage",
    "0.023",
    "General Purpose",
    "Standard",
  ),
  s3Infrequent: bucketStorage(
    "TimedStorage-SIA-ByteHrs",
    "StandardIAStorage",
    "0.0125",
    "Infrequent Access",
    "Standard - Infrequent Access",
  ),
  s3Glacier: bucketStorage(
    "TimedStorage-GDA-ByteHrs",
    "DeepArchiveStorage",
    "0.00099",
    "Archive",
    "Glacier Deep Archive",
  ),
  s3Writes: bucketRequests("Requests-Tier1", "PutObject", "0.000005", "PUT, COPY, POST, or LIST requests"),
  s3Reads: bucketRequests("Requests-Tier2", "GetObject", "0.0000004", "GET and all other requests"),
  efsStandard: {
    service: SERVICES.efs,
    usageType: "TimedStorage-ByteHrs",
    operation: "",
    unit: GIGABYTE_MONTH,
    rate: "0.30",
    per: "GB-Month for EFS Standard storage",
    family: "Storage",
    attributes: { storageClass: "General Purpose" },
    resource: "arn:aws:elasticfilesystem:{region}:{account}:file-system/fs-0{hex}",
    isStored: true,
  },
  backupStorage: {
    service: SERVICES.backup,
    usageType: "WarmStorage-ByteHrs-EBS",
    operation: "Storage",
    unit: GIGABYTE_MONTH,
    rate: "0.05",
    per: "GB-Month of warm backup storage for EBS",
    family: "AWS Backup Storage",
    resource: "arn:aws:backup:{region}:{account}:backup-vault:{app}",
    isStored: true,
  },
} as const satisfies Record<string, Offer>;

function volume(usageType: string, operation: string, rate: string, volumeType: string, api: string): Offer {
  return {
    service: SERVICES.ec2,
    usageType,
    operation,
    unit: GIGABYTE_MONTH,
    rate,
    per: `GB-month of ${volumeType} (${api}) provisioned storage`,
    family: "Storage",
    attributes: { storageMedia: "SSD-backed", volumeApiName: api, volumeType },
    resource: "vol-0{hex}",
    isStored: true,
  };
}

function bucketStorage(
  usageType: string,
  operation: string,
  rate: string,
  storageClass: string,
  volumeType: string,
): Offer {
  return {
    service: SERVICES.s3,
    usageType,
    operation,
    unit: GIGABYTE_MONTH,
    rate,
    per: `GB-Month of storage used in ${volumeType}`,
    family: "Storage",
    attributes: { availability: "99.99%", durability: "99.999999999%", storageClass, volumeType },
    resource: BUCKET,
    isStored: true,
  };
}

function bucketRequests(usageType: string, operation: string, rate: string, per: string): Offer {
  return {
    service: SERVICES.s3,
    usageType,
    operation,
    unit: "Requests",
    rate,
    per,
    family: "API Request",
    attributes: { group: `S3-API-${usageType.slice(-5)}`, groupDescription: per },
    resource: BUCKET,
    places: 0,
  };
}

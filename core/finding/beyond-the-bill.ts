/** What a bill cannot tell, and what can. */
export type BeyondTheBill = { readonly what: string; readonly why: string; readonly where: string };

export const BEYOND_THE_BILL: readonly BeyondTheBill[] = [
  {
    what: "Volumes that no instance uses",
    why: "A volume is charged alike whether it is attached or not.",
    where: "EC2 > Volumes, state Available; Trusted Advisor",
  },
  {
    what: "Right-sizing by processor and memory",
    why: "The bill has hours, no utilisation.",
    where: "Compute Optimizer; Cost Optimization Hub",
  },
  {
    what: "What stopped instances leave behind",
    why: "A stopped instance has no line item; its volumes and addresses look like any others.",
    where: "EC2 > Instances, state Stopped",
  },
  {
    what: "Databases nobody connects to",
    why: "Connections are a metric, and not charged.",
    where: "RDS > Monitoring > DatabaseConnections; Trusted Advisor",
  },
  {
    what: "Unused machine images and container images",
    why: "The bill names their snapshots and repositories, not whether anything starts from them.",
    where: "EC2 > AMIs, last launched time; ECR > lifecycle policies",
  },
  {
    what: "How long logs are kept",
    why: "Storage is one sum for each log group; the retention is a setting.",
    where: "CloudWatch > Log groups > Retention",
  },
  {
    what: "Whether a bucket has lifecycle rules",
    why: "The bill has storage by class, not the rules that move it.",
    where: "S3 Storage Lens > Lifecycle rule count",
  },
  {
    what: "IOPS that are really used",
    why: "Provisioned IOPS are charged as provisioned.",
    where: "CloudWatch > EBS > VolumeReadOps, VolumeWriteOps; Compute Optimizer",
  },
  {
    what: "Whether provisioned DynamoDB capacity is used",
    why: "Capacity is charged as provisioned; what was consumed or throttled is a metric.",
    where: "CloudWatch > DynamoDB > ConsumedReadCapacityUnits, ConsumedWriteCapacityUnits",
  },
  {
    what: "AlwaysOn WorkSpaces that are little used",
    why: "They are charged by the month, whether anybody logs in or not.",
    where: "WorkSpaces > last known user connection; CloudWatch > WorkSpaces > UserConnected",
  },
];

import { homeRegion } from "../partition.ts";
import { policy, type Policy } from "./policy.ts";

export type Delivering = {
  readonly partition: string;
  readonly accountId: string;
  readonly bucket: string;
};

/**
 * Lets AWS deliver reports and exports of this account into the bucket. Wildcards need StringLike; and AWS writes a test
 * object at the root of the bucket, so that the grant cannot be narrowed to the prefix.
 */
export function bucketPolicy({ partition, accountId, bucket }: Delivering): Policy {
  const region = homeRegion(partition);
  const arn = `arn:${partition}:s3:::${bucket}`;
  return policy({
    Sid: "AllowDeliveryOfReports",
    Effect: "Allow",
    Principal: { Service: ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"] },
    Action: ["s3:GetBucketAcl", "s3:GetBucketPolicy", "s3:PutObject"],
    Resource: [arn, `${arn}/*`],
    Condition: {
      StringLike: {
        "aws:SourceAccount": accountId,
        "aws:SourceArn": [
          `arn:${partition}:cur:${region}:${accountId}:definition/*`,
          `arn:${partition}:bcm-data-exports:${region}:${accountId}:export/*`,
        ],
      },
    },
  });
}

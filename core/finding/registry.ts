import type { FindingRule } from "./finding.ts";
import { alwaysOnNonProduction } from "./rules/always-on-non-production.ts";
import { auroraIoOptimized } from "./rules/aurora-io-optimized.ts";
import { bedrockBatch } from "./rules/bedrock-batch.ts";
import { bedrockPromptCache } from "./rules/bedrock-prompt-cache.ts";
import { burstCredits } from "./rules/burst-credits.ts";
import { configRecording } from "./rules/config-recording.ts";
import { databaseExtendedSupport } from "./rules/database-extended-support.ts";
import { databaseLicences } from "./rules/database-licences.ts";
import { duplicateSeats } from "./rules/duplicate-seats.ts";
import { duplicateTrails } from "./rules/duplicate-trails.ts";
import { dynamodbCapacityMode } from "./rules/dynamodb-capacity-mode.ts";
import { dynamodbReserved } from "./rules/dynamodb-reserved.ts";
import { dynamodbTableClass } from "./rules/dynamodb-table-class.ts";
import { eksExtendedSupport } from "./rules/eks-extended-support.ts";
import { expiringCommitments } from "./rules/expiring-commitments.ts";
import { firstSeen } from "./rules/first-seen.ts";
import { glacierToDeepArchive } from "./rules/glacier-to-deep-archive.ts";
import { gp2ToGp3 } from "./rules/gp2-to-gp3.ts";
import { gravitonEc2 } from "./rules/graviton-ec2.ts";
import { gravitonManaged } from "./rules/graviton-managed.ts";
import { guarddutyGrowth } from "./rules/guardduty-growth.ts";
import { idleAddresses } from "./rules/idle-addresses.ts";
import { idleAiSeats } from "./rules/idle-ai-seats.ts";
import { idleEndpoints } from "./rules/idle-endpoints.ts";
import { idleLoadBalancers } from "./rules/idle-load-balancers.ts";
import { idleNatGateways } from "./rules/idle-nat-gateways.ts";
import { idleStreams } from "./rules/idle-streams.ts";
import { idleWebAcls } from "./rules/idle-web-acls.ts";
import { inUseAddresses } from "./rules/in-use-addresses.ts";
import { interZoneTraffic } from "./rules/inter-zone-traffic.ts";
import { internetEgress } from "./rules/internet-egress.ts";
import { lambdaArm } from "./rules/lambda-arm.ts";
import { littleUsedEndpoints } from "./rules/little-used-endpoints.ts";
import { logIngest } from "./rules/log-ingest.ts";
import { managedGp2Storage } from "./rules/managed-gp2-storage.ts";
import { metricPolling } from "./rules/metric-polling.ts";
import { natGatewayBytes } from "./rules/nat-gateway-bytes.ts";
import { oldSnapshots } from "./rules/old-snapshots.ts";
import { outsideUsage } from "./rules/outside-usage.ts";
import { previousGeneration } from "./rules/previous-generation.ts";
import { redisToValkey } from "./rules/redis-to-valkey.ts";
import { s3IncompleteUploads } from "./rules/s3-incomplete-uploads.ts";
import { s3NotAccessed } from "./rules/s3-not-accessed.ts";
import { s3PaidOptions } from "./rules/s3-paid-options.ts";
import { sagemakerAlwaysOn } from "./rules/sagemaker-always-on.ts";
import { shieldAdvancedTwice } from "./rules/shield-advanced-twice.ts";
import { smallThingsThatAddUp } from "./rules/small-things-that-add-up.ts";
import { snapshotGrowth } from "./rules/snapshot-growth.ts";
import { spotCandidates } from "./rules/spot-candidates.ts";
import { uncoveredCompute } from "./rules/uncovered-compute.ts";
import { untaggedSpend } from "./rules/untagged-spend.ts";
import { unusedCapacityReservations } from "./rules/unused-capacity-reservations.ts";
import { unusedReservations } from "./rules/unused-reservations.ts";
import { unusedSavingsPlans } from "./rules/unused-savings-plans.ts";
import { workspacesAutoStop } from "./rules/workspaces-auto-stop.ts";

/** Every rule there is, by rank. */
export const FINDING_RULES: readonly FindingRule[] = [
  unusedSavingsPlans,
  unusedReservations,
  uncoveredCompute,
  expiringCommitments,
  databaseExtendedSupport,
  eksExtendedSupport,
  alwaysOnNonProduction,
  gravitonEc2,
  gravitonManaged,
  lambdaArm,
  gp2ToGp3,
  previousGeneration,
  natGatewayBytes,
  idleNatGateways,
  idleLoadBalancers,
  idleEndpoints,
  littleUsedEndpoints,
  idleAddresses,
  inUseAddresses,
  interZoneTraffic,
  internetEgress,
  s3NotAccessed,
  s3IncompleteUploads,
  s3PaidOptions,
  glacierToDeepArchive,
  oldSnapshots,
  snapshotGrowth,
  logIngest,
  metricPolling,
  duplicateTrails,
  configRecording,
  guarddutyGrowth,
  idleWebAcls,
  shieldAdvancedTwice,
  dynamodbTableClass,
  dynamodbReserved,
  dynamodbCapacityMode,
  auroraIoOptimized,
  redisToValkey,
  databaseLicences,
  managedGp2Storage,
  spotCandidates,
  unusedCapacityReservations,
  burstCredits,
  idleStreams,
  workspacesAutoStop,
  sagemakerAlwaysOn,
  bedrockPromptCache,
  bedrockBatch,
  untaggedSpend,
  outsideUsage,
  duplicateSeats,
  idleAiSeats,
  smallThingsThatAddUp,
  firstSeen,
];

const BY_ID: ReadonlyMap<string, FindingRule> = new Map(FINDING_RULES.map((rule) => [rule.id, rule]));

/** The rule of an id; null for one that is not known (any more). */
export function findingRule(id: string): FindingRule | null {
  return BY_ID.get(id) ?? null;
}

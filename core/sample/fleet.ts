import type { ClusterKey } from "./containers.ts";
import type { AccountKey, AppKey, RegionCode } from "./organisation.ts";
import { COMPUTE_OFFERS } from "./prices/compute.ts";
import { DATA_OFFERS } from "./prices/data.ts";
import { NETWORK_OFFERS } from "./prices/network.ts";
import type { Offer } from "./prices/offer.ts";
import { PLATFORM_OFFERS } from "./prices/platform.ts";
import { STORAGE_OFFERS } from "./prices/storage.ts";
import type { Shape, Trend } from "./rhythm.ts";

/** A group of like resources: `count` copies, each using `level` units an hour (stored things: units held). */
export type FleetGroup = {
  readonly offer: Offer;
  readonly account: AccountKey;
  readonly region: RegionCode;
  readonly app: AppKey;
  readonly count: number;
  readonly level: number;
  readonly shape: Shape;
  readonly trend: Trend;
  readonly toRegion?: RegionCode;
  /** Its instances, or some of them, are nodes of a cluster of containers. */
  readonly cluster?: ClusterKey;
};

type Place = readonly [account: AccountKey, region: RegionCode, app: AppKey];

const EAST = "us-east-1";
const WEST = "us-west-2";
const FRANKFURT = "eu-central-1";
const IRELAND = "eu-west-1";

const TELEMETRY: Place = ["production", EAST, "telemetry"];
const TELEMETRY_EU: Place = ["production", FRANKFURT, "telemetry"];
const DISPATCH: Place = ["production", EAST, "dispatch"];
const DISPATCH_EU: Place = ["production", FRANKFURT, "dispatch"];
const CONSOLE: Place = ["production", EAST, "console"];
const ROUTING: Place = ["production", WEST, "routing"];
const FIRMWARE: Place = ["production", IRELAND, "firmware"];
const BILLING: Place = ["production", EAST, "billing"];
const STAGING: Place = ["staging", FRANKFURT, "dispatch"];
const SANDBOX: Place = ["development", IRELAND, "routing"];
const LAKE: Place = ["data", EAST, "lake"];
const DASHBOARDS: Place = ["data", EAST, "dashboards"];
const VISION: Place = ["learning", WEST, "vision"];
const COPILOT: Place = ["learning", EAST, "copilot"];
const RUNNERS: Place = ["shared", EAST, "runners"];
const NETWORK: Place = ["shared", EAST, "network"];
const OBSERVABILITY: Place = ["shared", EAST, "observability"];
const AUDIT: Place = ["security", EAST, "audit"];

const C = COMPUTE_OFFERS;
const D = DATA_OFFERS;
const N = NETWORK_OFFERS;
const P = PLATFORM_OFFERS;
const S = STORAGE_OFFERS;

/** What the company runs when the newest month ends. */
export const FLEET: readonly FleetGroup[] = [
  ...instances(),
  ...containersAndFunctions(),
  ...databases(),
  ...storage(),
  ...networking(),
  ...analyticsAndLearning(),
  ...messagingAndDevices(),
  ...operations(),
];

function instances(): readonly FleetGroup[] {
  return [
    group(C.m6i8xl, TELEMETRY, 5, 1, "always", "growing"),
    group(C.c6i8xl, TELEMETRY, 4, 1, "elastic", "growing"),
    group(C.m6i4xl, TELEMETRY_EU, 4, 1, "always", "growing"),
    { ...group(C.c6iXl, DISPATCH_EU, 5, 1, "always"), cluster: "dispatchEurope" },
    { ...group(C.c7g8xl, DISPATCH, 4, 1, "elastic", "growing"), cluster: "dispatch" },
    group(C.c6i8xl, ROUTING, 4, 1, "elastic"),
    group(C.r6i8xl, ROUTING, 2, 1, "always"),
    group(C.m6iLarge, BILLING, 2, 1, "always"),
    { ...group(C.m6i2xl, STAGING, 2, 1, "weekdays"), cluster: "staging" },
    group(C.t3Large, SANDBOX, 4, 1, "office"),
    group(C.t3Medium, SANDBOX, 2, 1, "always"),
    group(C.windowsM6iXl, SANDBOX, 2, 1, "office"),
    group(C.m6i2xl, RUNNERS, 2, 1, "weekdays"),
    group(C.spotC6i8xl, RUNNERS, 4, 1, "spot"),
    group(C.g52xl, COPILOT, 2, 1, "always", "booming"),
    group(C.g512xl, VISION, 2, 1, "weekdays", "growing"),
    group(C.spotG512xl, VISION, 3, 1, "spot", "growing"),
    group(C.r6i8xl, LAKE, 2, 1, "always"),
    group(C.spotM6i4xl, LAKE, 4, 1, "spot"),
  ];
}

function containersAndFunctions(): readonly FleetGroup[] {
  return [
    group(C.fargateCpu, CONSOLE, 2, 46, "traffic", "growing"),
    group(C.fargateMemory, CONSOLE, 2, 92, "traffic", "growing"),
    group(C.fargateCpu, FIRMWARE, 1, 12, "traffic"),
    group(C.fargateMemory, FIRMWARE, 1, 24, "traffic"),
    group(C.lambdaDuration, TELEMETRY, 2, 260_000, "traffic", "growing"),
    group(C.lambdaDuration, DISPATCH_EU, 1, 130_000, "traffic", "growing"),
    group(C.lambdaRequests, TELEMETRY, 2, 2_600_000, "traffic", "growing"),
    group(C.lambdaRequests, DISPATCH_EU, 1, 900_000, "traffic", "growing"),
    group(C.eksCluster, DISPATCH, 1, 1, "always"),
    group(C.eksCluster, DISPATCH_EU, 1, 1, "always"),
    group(C.eksCluster, STAGING, 1, 1, "always"),
    group(C.registryStorage, RUNNERS, 2, 900, "flat", "growing"),
  ];
}

function databases(): readonly FleetGroup[] {
  return [
    group(D.postgresPair, DISPATCH, 2, 1, "always"),
    group(D.postgres4xl, DISPATCH_EU, 2, 1, "always"),
    group(D.postgresXl, STAGING, 1, 1, "weekdays"),
    group(D.postgresXl, BILLING, 1, 1, "always"),
    group(D.rdsStorage, DISPATCH, 2, 3_200, "flat", "growing"),
    group(D.rdsStorage, DISPATCH_EU, 2, 1_900, "flat", "growing"),
    group(D.rdsStorage, BILLING, 1, 600, "flat"),
    group(D.rdsBackup, DISPATCH, 1, 5_400, "flat", "growing"),
    group(D.auroraCapacity, CONSOLE, 1, 14, "traffic", "growing"),
    group(D.dynamoWrites, TELEMETRY, 2, 3_400_000, "traffic", "growing"),
    group(D.dynamoReads, TELEMETRY, 2, 9_000_000, "traffic", "growing"),
    group(D.dynamoStorage, TELEMETRY, 2, 2_600, "flat", "growing"),
    group(D.cacheNode, CONSOLE, 2, 1, "always"),
    group(D.cacheNode, DISPATCH_EU, 1, 1, "always"),
  ];
}

function storage(): readonly FleetGroup[] {
  return [
    group(S.gp3, TELEMETRY, 5, 1_200, "flat", "growing"),
    group(S.gp3, TELEMETRY_EU, 3, 900, "flat", "growing"),
    group(S.gp3, DISPATCH, 3, 600, "flat"),
    group(S.gp3, ROUTING, 2, 800, "flat"),
    group(S.gp3, LAKE, 2, 4_000, "flat", "growing"),
    group(S.gp3, VISION, 2, 6_000, "flat", "growing"),
    group(S.gp3, SANDBOX, 26, 1_050, "flat", "leaking"),
    group(S.io2, DISPATCH, 1, 2_000, "flat"),
    group(S.volumeIops, DISPATCH, 1, 12_000, "flat"),
    group(S.snapshot, TELEMETRY, 3, 2_400, "flat", "growing"),
    group(S.snapshot, SANDBOX, 2, 7_500, "flat", "leaking"),
    group(S.s3Standard, LAKE, 5, 46_000, "flat", "growing"),
    group(S.s3Standard, VISION, 2, 38_000, "flat", "booming"),
    group(S.s3Standard, TELEMETRY, 2, 14_000, "flat", "growing"),
    group(S.s3Standard, FIRMWARE, 1, 1_400, "flat"),
    group(S.s3Infrequent, LAKE, 3, 52_000, "flat", "growing"),
    group(S.s3Glacier, AUDIT, 1, 160_000, "flat", "growing"),
    group(S.s3Writes, LAKE, 2, 420_000, "nightly", "growing"),
    group(S.s3Writes, TELEMETRY, 1, 640_000, "traffic", "growing"),
    group(S.s3Reads, LAKE, 2, 4_800_000, "nightly", "growing"),
    group(S.s3Reads, CONSOLE, 1, 1_600_000, "traffic"),
    group(S.efsStandard, VISION, 1, 3_800, "flat", "growing"),
    group(S.backupStorage, AUDIT, 2, 9_000, "flat", "growing"),
  ];
}

function networking(): readonly FleetGroup[] {
  return [
    group(N.internetOut, CONSOLE, 2, 12, "traffic", "growing"),
    group(N.internetOut, DISPATCH_EU, 2, 9, "traffic", "growing"),
    group(N.internetIn, TELEMETRY, 2, 160, "traffic", "growing"),
    group(N.internetIn, TELEMETRY_EU, 1, 90, "traffic", "growing"),
    group(N.zoneIn, TELEMETRY, 2, 110, "traffic", "growing"),
    group(N.zoneOut, TELEMETRY, 2, 110, "traffic", "growing"),
    { ...group(N.interRegion, TELEMETRY, 1, 60, "traffic", "growing"), toRegion: WEST },
    { ...group(N.interRegion, TELEMETRY_EU, 1, 75, "traffic", "growing"), toRegion: EAST },
    group(N.s3Out, FIRMWARE, 1, 26, "traffic"),
    group(N.natHours, NETWORK, 2, 1, "always"),
    group(N.natHours, TELEMETRY, 2, 1, "always"),
    group(N.natHours, TELEMETRY_EU, 1, 1, "always"),
    group(N.natBytes, TELEMETRY, 2, 42, "traffic", "growing"),
    group(N.natBytes, TELEMETRY_EU, 1, 38, "traffic", "growing"),
    group(N.publicAddress, DISPATCH, 3, 1, "always"),
    group(N.publicAddress, NETWORK, 2, 1, "always"),
    group(N.idleAddress, SANDBOX, 2, 1, "always"),
    group(N.endpointHours, NETWORK, 3, 1, "always"),
    group(N.transitHours, NETWORK, 3, 1, "always"),
    group(N.transitBytes, NETWORK, 2, 70, "traffic", "growing"),
    group(N.balancerHours, DISPATCH, 2, 1, "always"),
    group(N.balancerHours, DISPATCH_EU, 1, 1, "always"),
    group(N.balancerHours, STAGING, 1, 1, "always"),
    group(N.balancerUnits, DISPATCH, 2, 34, "traffic", "growing"),
    group(N.balancerUnits, DISPATCH_EU, 1, 22, "traffic", "growing"),
    group(N.edgeOutUs, CONSOLE, 1, 38, "traffic", "growing"),
    group(N.edgeOutEu, CONSOLE, 1, 27, "traffic", "growing"),
    group(N.edgeRequests, CONSOLE, 1, 900_000, "traffic", "growing"),
    group(N.hostedZone, NETWORK, 2, 9, "flat"),
    group(N.dnsQueries, NETWORK, 1, 400_000, "traffic"),
    group(N.apiRequests, DISPATCH, 1, 520_000, "traffic", "growing"),
    group(N.apiRequests, BILLING, 1, 60_000, "traffic"),
  ];
}

function analyticsAndLearning(): readonly FleetGroup[] {
  return [
    group(D.searchNode, OBSERVABILITY, 3, 1, "always"),
    group(D.searchStorage, OBSERVABILITY, 1, 6_000, "flat", "growing"),
    group(D.warehouseNode, DASHBOARDS, 2, 1, "always"),
    group(D.shardHours, TELEMETRY, 2, 48, "flat", "growing"),
    group(D.shardHours, TELEMETRY_EU, 1, 30, "flat", "growing"),
    group(D.kafkaBroker, LAKE, 3, 1, "always"),
    group(D.etlHours, LAKE, 3, 4.4, "nightly", "growing"),
    group(D.scannedData, DASHBOARDS, 1, 0.42, "office", "growing"),
    group(D.reader, DASHBOARDS, 1, 46, "flat", "growing"),
    group(D.trainingHours, VISION, 2, 0.62, "flat", "booming"),
    group(D.hostingHours, COPILOT, 2, 1, "flat", "booming"),
    group(D.promptTokens, COPILOT, 1, 3_900, "traffic", "booming"),
    group(D.answerTokens, COPILOT, 1, 880, "traffic", "booming"),
  ];
}

function messagingAndDevices(): readonly FleetGroup[] {
  return [
    group(P.queueRequests, DISPATCH, 2, 2_400_000, "traffic", "growing"),
    group(P.queueRequests, ROUTING, 1, 900_000, "traffic"),
    group(P.topicDeliveries, DISPATCH, 1, 700_000, "traffic", "growing"),
    group(P.transitions, ROUTING, 1, 46_000, "traffic", "growing"),
    group(P.deviceMessages, TELEMETRY, 2, 2_100_000, "traffic", "growing"),
    group(P.deviceMessages, TELEMETRY_EU, 1, 1_500_000, "traffic", "growing"),
  ];
}

function operations(): readonly FleetGroup[] {
  return [
    group(P.metrics, OBSERVABILITY, 1, 5_200, "flat", "growing"),
    group(P.metrics, TELEMETRY_EU, 1, 1_900, "flat", "growing"),
    group(P.logIngest, TELEMETRY, 1, 6.5, "traffic", "spiking"),
    group(P.logIngest, DISPATCH_EU, 2, 3.1, "traffic", "growing"),
    group(P.logIngest, LAKE, 1, 2.2, "nightly"),
    group(P.logStorage, OBSERVABILITY, 2, 9_000, "flat", "growing"),
    group(P.trailEvents, AUDIT, 2, 21_000, "traffic"),
    group(P.configItems, AUDIT, 3, 90, "office"),
    group(P.threatBytes, AUDIT, 3, 0.9, "traffic", "growing"),
    group(P.keyMonths, AUDIT, 2, 38, "flat"),
    group(P.keyRequests, TELEMETRY, 1, 240_000, "traffic", "growing"),
    group(P.secretMonths, RUNNERS, 2, 60, "flat"),
    group(P.webAcl, CONSOLE, 1, 9, "flat"),
    group(P.webRequests, CONSOLE, 1, 900_000, "traffic", "growing"),
    group(P.logAnalytics, OBSERVABILITY, 1, 3.1, "traffic", "growing"),
    group(P.vectorStore, COPILOT, 1, 62_000, "traffic", "booming"),
  ];
}

function group(
  offer: Offer,
  place: Place,
  count: number,
  level: number,
  shape: Shape,
  trend: Trend = "steady",
): FleetGroup {
  const [account, region, app] = place;
  return { offer, account, region, app, count, level, shape, trend };
}

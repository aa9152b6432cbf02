import { accountPseudonym, type Digest, hex } from "./pseudonym.ts";

/** What of a resource id is hidden. */
export type HiddenParts = { readonly accounts: boolean; readonly resources: boolean };

/** Ids that AWS makes from a word and hexadecimal digits. */
const MADE_BY_AWS = /^([a-z][a-z-]{0,24})-([0-9a-f]{8}|[0-9a-f]{17})$/;
const ACCOUNT = /^\d{12}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** First parts of AWS's own ids and words of ARNs: they say what a resource is, not whose. */
const WORDS: ReadonlySet<string> = new Set(
  `access-point ami analyzer api apikey application app asset auto-scaling-group autoScalingGroup backup-vault backend bucket
   cache cachesubnetgroup capacity-reservation catalog certificate channel cluster cluster-snapshot cluster-pg client-vpn-endpoint
   collection commitment container container-instance crawler cur customer-gateway dashboard database dataset db dbuser
   delivery-stream deliverystream deployment detector dhcp-options directory distribution document domain ec2 eipalloc
   eipassoc elastic-ip endpoint endpoint-service eni environment event-bus eventbus export fleet file-system fs fsap function
   gateway global-cluster globalaccelerator group gwy hosted-zone hostedzone host i identitypool igw image index instance
   instance-profile internet-gateway inventory job journal key keyspace lambda launch-template layer lb ledger
   licensing listener loadbalancer local-gateway location log-group log-stream model nat nat-gateway natgateway net network
   network-interface nodegroup notebook-instance object organization parameter parametergroup pg pipeline plan pod policy
   profile project prometheus project-key queue r ri replicationgroup reserved-cache-node reserved-instance reserved-instances
   reservation report-definition repository reservednode reserved-nodes resource rest-api restapis role route-table rtb rule run
   savingsplan savingsplans sap schedule secret security-group service service-network server sg sg-rule share site snap snapshot
   snapshots spot-instances-request stack stage state-machine stateMachine static-ip storage-gateway stream subnet subgrp
   table tape targetgroup task task-definition tgw tgw-attach topic trail training-job transform-job transit-gateway
   transit-gateway-attachment user userpool vault vgw vol volume volume-gateway vpc vpc-endpoint vpc-endpoint-service vpce vpce-svc
   vpn vpn-connection webacl workgroup workspace workspaces zone`.split(/\s+/),
);

/**
 * A resource id in the same form: service, region and kind of an ARN stay, ids made by AWS keep their first part and their
 * length, account ids become those of other accounts. Equal parts get equal pseudonyms, so that an instance is found again in
 * the ARN of its volume.
 */
export function resourcePseudonym(digest: Digest, resource: string, hidden: HiddenParts): string {
  if (!resource.startsWith("arn:")) return partsOf(digest, resource, hidden);
  const [arn = "", partition = "", service = "", region = "", account = "", ...rest] = resource.split(":");
  const owner = ACCOUNT.test(account) && hidden.accounts ? accountPseudonym(digest, account) : account;
  return [arn, partition, service, region, owner, partsOf(digest, rest.join(":"), hidden)].join(":");
}

function partsOf(digest: Digest, text: string, hidden: HiddenParts): string {
  const pieces = text.split(/([/:])/);
  const isOne = pieces.length === 1;
  return pieces
    .map((piece, index) => (index % 2 === 1 || piece === "" ? piece : partOf(digest, piece, hidden, isOne)))
    .join("");
}

function partOf(digest: Digest, part: string, hidden: HiddenParts, isOnly: boolean): string {
  if (ACCOUNT.test(part)) return hidden.accounts ? accountPseudonym(digest, part) : part;
  if (!hidden.resources) return part;
  if (!isOnly && WORDS.has(part)) return part;
  const digestOf = hex(digest(`resource\n${part}`));
  const [, word, digits = ""] = MADE_BY_AWS.exec(part) ?? [];
  if (word !== undefined && WORDS.has(word)) return `${word}-${digestOf.slice(0, digits.length)}`;
  if (UUID.test(part))
    return digestOf.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return `res-${digestOf.slice(0, 16)}`;
}

import { service } from "./offer.ts";

const COMPUTE = "Compute";
const NETWORKING = "Networking";
const DATABASES = "Databases";
const ANALYTICS = "Analytics";
const INTEGRATION = "Integration";
const SECURITY = "Security";
const MANAGEMENT = "Management and Governance";

/** Every service on the sample bill. */
export const SERVICES = {
  ec2: service("AmazonEC2", "Amazon Elastic Compute Cloud", COMPUTE, "Virtual Machines"),
  lambda: service("AWSLambda", "AWS Lambda", COMPUTE, "Serverless Compute"),
  ecs: service("AmazonECS", "Amazon Elastic Container Service", COMPUTE, "Containers"),
  eks: service("AmazonEKS", "Amazon Elastic Container Service for Kubernetes", COMPUTE, "Containers"),
  ecr: service("AmazonECR", "Amazon EC2 Container Registry (ECR)", COMPUTE, "Containers"),
  elb: service("AWSELB", "Elastic Load Balancing", NETWORKING, "Application Networking"),
  vpc: service("AmazonVPC", "Amazon Virtual Private Cloud", NETWORKING, "Network Infrastructure"),
  cloudFront: service("AmazonCloudFront", "Amazon CloudFront", NETWORKING, "Content Delivery"),
  route53: service("AmazonRoute53", "Amazon Route 53", NETWORKING, "Network Infrastructure"),
  gateway: service("AmazonApiGateway", "Amazon API Gateway", INTEGRATION, "API Management"),
  s3: service("AmazonS3", "Amazon Simple Storage Service", "Storage", "Object Storage"),
  efs: service("AmazonEFS", "Amazon Elastic File System", "Storage", "File Storage"),
  backup: service("AWSBackup", "AWS Backup", "Storage", "Backup Storage"),
  rds: service("AmazonRDS", "Amazon Relational Database Service", DATABASES, "Relational Databases"),
  dynamo: service("AmazonDynamoDB", "Amazon DynamoDB", DATABASES, "NoSQL Databases"),
  cache: service("AmazonElastiCache", "Amazon ElastiCache", DATABASES, "Caching"),
  search: service("AmazonES", "Amazon OpenSearch Service", ANALYTICS, "Search"),
  redshift: service("AmazonRedshift", "Amazon Redshift", ANALYTICS, "Data Warehouses"),
  kinesis: service("AmazonKinesis", "Amazon Kinesis", ANALYTICS, "Streaming Analytics"),
  kafka: service("AmazonMSK", "Amazon Managed Streaming for Apache Kafka", ANALYTICS, "Streaming Analytics"),
  glue: service("AWSGlue", "AWS Glue", ANALYTICS, "Data Processing"),
  athena: service("AmazonAthena", "Amazon Athena", ANALYTICS, "Data Processing"),
  quickSight: service("AmazonQuickSight", "Amazon QuickSight", ANALYTICS, "Business Intelligence"),
  sageMaker: service("AmazonSageMaker", "Amazon SageMaker", "AI and Machine Learning", "AI Platforms"),
  bedrock: service("AmazonBedrock", "Amazon Bedrock", "AI and Machine Learning", "Generative AI"),
  workSpaces: service("AmazonWorkSpaces", "Amazon WorkSpaces", COMPUTE, "End User Computing"),
  kiro: service("Kiro", "Kiro", "AI and Machine Learning", "Other (AI and Machine Learning)"),
  iot: service("AWSIoT", "AWS IoT", "Internet of Things", "IoT Platforms"),
  queue: service("AWSQueueService", "Amazon Simple Queue Service", INTEGRATION, "Messaging"),
  notification: service("AmazonSNS", "Amazon Simple Notification Service", INTEGRATION, "Messaging"),
  states: service("AmazonStates", "AWS Step Functions", INTEGRATION, "Workflow Orchestration"),
  cloudWatch: service("AmazonCloudWatch", "AmazonCloudWatch", MANAGEMENT, "Observability"),
  cloudTrail: service("AWSCloudTrail", "AWS CloudTrail", MANAGEMENT, "Compliance"),
  config: service("AWSConfig", "AWS Config", MANAGEMENT, "Compliance"),
  keys: service("awskms", "AWS Key Management Service", SECURITY, "Security Posture Management"),
  secrets: service("AWSSecretsManager", "AWS Secrets Manager", SECURITY, "Secret Management"),
  guardDuty: service("AmazonGuardDuty", "Amazon GuardDuty", SECURITY, "Threat Detection and Response"),
  firewall: service("awswaf", "AWS WAF", SECURITY, "Application Security"),
  savingsPlans: service(
    "ComputeSavingsPlans",
    "Savings Plans for AWS Compute usage",
    COMPUTE,
    "Other (Compute)",
  ),
  learningPlans: service(
    "MachineLearningSavingsPlans",
    "Savings Plans for AWS Machine Learning usage",
    "AI and Machine Learning",
    "Other (AI and Machine Learning)",
  ),
  support: service("AWSSupportBusiness", "AWS Support (Business)", MANAGEMENT, "Support"),
  registrar: service("AmazonRegistrar", "Amazon Registrar", NETWORKING, "Other (Networking)"),
  logAnalytics: marketplace("8m2kq7x0d4tfz1u9wyrn6cjbe", "Tallowmark Log Analytics (pay-as-you-go)"),
  vectorStore: marketplace("c5v3hpl8e0gxa7q2ms9dtkw4n", "Quillstone Vector Database"),
} as const;

function marketplace(code: string, name: string) {
  return { ...service(code, name, "Other", "Other (Other)"), isMarketplace: true };
}

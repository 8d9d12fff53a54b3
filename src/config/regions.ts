/**
 * AWS Regions by partition, as AWS lists them:
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const REGIONS_BY_PARTITION = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
} as const;

/** The namespace an ARN lives in: `arn:<partition>:...`. */
export type Partition = keyof typeof REGIONS_BY_PARTITION;

const PARTITION_BY_REGION = new Map<string, Partition>(
  Object.entries(REGIONS_BY_PARTITION).flatMap(([partition, regions]) =>
    regions.map((region) => [region, partition as Partition] as const),
  ),
);

export const REGIONS: readonly string[] = [...PARTITION_BY_REGION.keys()];

/** The partition of a region, or undefined where AWS has no such region. */
export function partitionOf(region: string): Partition | undefined {
  return PARTITION_BY_REGION.get(region);
}

/** Ends the names of a partition's services and endpoints. */
export function dnsSuffixOf(partition: Partition | undefined): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** Every Region of a partition. */
export function regionsOf(partition: Partition): readonly string[] {
  return REGIONS_BY_PARTITION[partition];
}

/**
 * Regions that an account has to switch on before it can use them; every other one is on from the start.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const OPT_IN_REGIONS: readonly string[] = [
  "af-south-1",
  "ap-east-1",
  "ap-east-2",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-6",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "mx-central-1",
];

/** Whether an account has to switch the Region on. */
export function isOptIn(region: string): boolean {
  return OPT_IN_REGIONS.includes(region);
}

/** Services that detections listen to, and that are at home in one Region of a partition. */
export type GlobalService = "account" | "iam" | "organizations";

/**
 * The Region in which CloudTrail records, and EventBridge emits, the events of a global service: where its one endpoint is.
 * China has two such Regions. A test compares them with the endpoints that AWS's SDK calls.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/disaster-recovery-resiliency.html
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html
 */
export const EVENTS_REGION_OF: Readonly<Record<Partition, Readonly<Record<GlobalService, string>>>> = {
  aws: { account: "us-east-1", iam: "us-east-1", organizations: "us-east-1" },
  "aws-cn": { account: "cn-northwest-1", iam: "cn-north-1", organizations: "cn-northwest-1" },
  "aws-us-gov": { account: "us-gov-west-1", iam: "us-gov-west-1", organizations: "us-gov-west-1" },
};

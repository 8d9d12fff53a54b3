import { accessLogBucketName } from "../archive-terms";
import type { Problem } from "../problem";
import { partitionOf } from "../regions";
import type { Rule } from "./rule";

/** How each type of resource is named in an ARN. S3 needs the slash: without it `logs` would cover `logs-of-others`. */
const DATA_EVENT_ARNS: Record<string, RegExp> = {
  "AWS::S3::Object": /^arn:(aws[a-z-]*):s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(?:(?![$%]\{)\S)*$/,
  "AWS::Lambda::Function": /^arn:(aws[a-z-]*):lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}$/,
  "AWS::DynamoDB::Table": /^arn:(aws[a-z-]*):dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255}$/,
};

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html: conditions of all selectors. */
const SELECTOR_CONDITIONS_LIMIT = 500;

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
const SELECTOR_VALUE_LIMIT = 2048;

/** A trail that records the writes of its own archive records what it wrote, for ever. */
export const dataEventsAreNamedAndSpareTheArchive: Rule = ({ homeRegion, trail, archive }) => {
  const partition = homeRegion === undefined ? undefined : partitionOf(homeRegion);
  return (trail?.dataEvents ?? []).flatMap((selector, selectorIndex) =>
    (selector?.arns ?? []).flatMap((arn, arnIndex): readonly Problem[] => {
      const refusal = refusalOf(arn, selector?.resourceType, archive?.bucketName, partition);
      return refusal === undefined
        ? []
        : [{ path: `trail.dataEvents[${selectorIndex}].arns[${arnIndex}]`, value: arn, ...refusal }];
    }),
  );
};

function refusalOf(
  arn: string | undefined,
  resourceType: string | undefined,
  bucketName: string | undefined,
  partition: string | undefined,
): Pick<Problem, "rule" | "remedy"> | undefined {
  const form = DATA_EVENT_ARNS[resourceType ?? ""];
  if (arn === undefined || form === undefined) return undefined;
  if (coversArchive(arn, bucketName)) {
    return {
      rule: "not the archive bucket, nor its access logs: the trail would record its own deliveries without end",
      remedy: "name the buckets to watch one by one; the archive's access logs record who reads it",
    };
  }
  if (arn.length > SELECTOR_VALUE_LIMIT) {
    return {
      rule: `at most ${SELECTOR_VALUE_LIMIT} characters, which a selector's condition holds`,
      remedy: "name a shorter key prefix, or the bucket",
    };
  }
  const [, found] = form.exec(arn) ?? [];
  if (found !== undefined && (partition === undefined || found === partition)) return undefined;
  const slash = resourceType === "AWS::S3::Object" ? ", the bucket followed by `/`" : "";
  return {
    rule: `the ARN of one named ${resourceType} in the home Region's partition${slash}`,
    remedy: "name the resource: data events are charged for each event",
  };
}

/** The management selector has one condition; a data selector its category, its type, its readOnly, and each ARN. */
export const selectorsFitTheTrail: Rule = ({ trail }) => {
  const perSelector = (trail?.dataEvents ?? []).map((selector) => 3 + (selector?.arns?.length ?? 0));
  const conditions = perSelector.reduce((sum, count) => sum + count, 1);
  if (conditions <= SELECTOR_CONDITIONS_LIMIT) return [];
  return [
    {
      path: "trail.dataEvents",
      value: `${conditions} conditions`,
      rule: `at most ${SELECTOR_CONDITIONS_LIMIT} conditions over all selectors of a trail: each ARN is one, and each selector has three more`,
      remedy: "name fewer resources, or buckets where keys are named",
    },
  ];
};

function coversArchive(arn: string, bucketName: string | undefined): boolean {
  const [, resource] = arn.split(/:s3:::/);
  if (resource === undefined || bucketName === undefined) return false;
  const bucket = resource.split("/", 1)[0] ?? "";
  return resource.includes("/")
    ? bucket === bucketName || bucket === accessLogBucketName(bucketName)
    : accessLogBucketName(bucketName).startsWith(bucket);
}

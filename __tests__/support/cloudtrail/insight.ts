import { guid } from "./deterministic-ids";
import { EVENT_TIME } from "./record";

/**
 * What CloudTrail Insights records of an unusual rate. It has no caller, no eventSource and no eventName of its own:
 * those it is about stand in `insightDetails`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html
 */
export interface CloudTrailInsight {
  readonly eventVersion: string;
  readonly eventTime: string;
  readonly awsRegion: string;
  readonly eventID: string;
  readonly eventType: "AwsCloudTrailInsight";
  readonly recipientAccountId: string;
  readonly sharedEventID: string;
  readonly insightDetails: InsightDetails & { readonly insightContext: Readonly<Record<string, unknown>> };
  readonly eventCategory: "Insight";
}

interface InsightDetails {
  readonly state: "Start" | "End";
  readonly eventSource: string;
  readonly eventName: string;
  readonly insightType: "ApiCallRateInsight" | "ApiErrorRateInsight";
  /** Of an ApiErrorRateInsight. */
  readonly errorCode?: string;
}

/** @param region @default "eu-central-1" */
export function insight(accountId: string, details: InsightDetails, region = "eu-central-1"): CloudTrailInsight {
  const sharedEventID = guid(JSON.stringify([accountId, { ...details, state: undefined }, region]));
  return {
    eventVersion: "1.11",
    eventTime: EVENT_TIME,
    awsRegion: region,
    eventID: guid(`${sharedEventID} ${details.state}`),
    eventType: "AwsCloudTrailInsight",
    recipientAccountId: accountId,
    sharedEventID,
    insightDetails: {
      ...details,
      insightContext: { statistics: { baseline: { average: 0.02 }, insight: { average: 12 }, insightDuration: 5 } },
    },
    eventCategory: "Insight",
  };
}

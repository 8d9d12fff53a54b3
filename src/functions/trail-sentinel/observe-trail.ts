import {
  type AdvancedEventSelector,
  type AdvancedFieldSelector,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  type GetTrailCommandOutput,
  GetTrailStatusCommand,
  type GetTrailStatusCommandOutput,
} from "@aws-sdk/client-cloudtrail";
import { type Ask, mapAnswer } from "./ask";
import type { Clients } from "./clients";
import type { EventSelector, Expectation, FieldSelector } from "./declaration";
import type { Observation, Trail, TrailStatus } from "./observation";

/** Reads the trail in its home Region. */
export async function observeTrail(
  { cloudTrail }: Clients,
  { trail }: Expectation,
  ask: Ask,
): Promise<Pick<Observation, "trail" | "status" | "selectors" | "insights">> {
  const [settings, status, selectors, insights] = await Promise.all([
    ask((abortSignal) => ifAny(cloudTrail.send(new GetTrailCommand({ Name: trail.arn }), { abortSignal }))),
    ask((abortSignal) => ifAny(cloudTrail.send(new GetTrailStatusCommand({ Name: trail.arn }), { abortSignal }))),
    ask((abortSignal) =>
      ifAny(cloudTrail.send(new GetEventSelectorsCommand({ TrailName: trail.arn }), { abortSignal })),
    ),
    ask((abortSignal) =>
      ifAny(cloudTrail.send(new GetInsightSelectorsCommand({ TrailName: trail.arn }), { abortSignal })),
    ),
  ]);
  return {
    trail: mapAnswer(settings, (found) => found && trailOf(found)),
    status: mapAnswer(status, (found) => found && statusOf(found)),
    selectors: mapAnswer(selectors, (found) => found?.AdvancedEventSelectors?.map(selectorOf) ?? []),
    insights: mapAnswer(insights, (found) =>
      (found?.InsightSelectors ?? [])
        // Without categories, Insights are on for management events.
        // https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_InsightSelector.html
        .filter(({ EventCategories }) => EventCategories === undefined || EventCategories.includes("Management"))
        .flatMap(({ InsightType }) => InsightType ?? []),
    ),
  };
}

/**
 * CloudTrail's answers where there is no such trail, and where no type of Insights events is on.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html
 */
const NOT_THERE: readonly string[] = ["TrailNotFoundException", "InsightNotEnabledException"];

/** What the call answers; undefined where what it asks for does not exist. */
async function ifAny<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && NOT_THERE.includes(error.name)) return undefined;
    throw error;
  }
}

function trailOf({ Trail: trail }: GetTrailCommandOutput): Trail {
  return {
    homeRegion: trail?.HomeRegion,
    bucketName: trail?.S3BucketName,
    keyPrefix: trail?.S3KeyPrefix,
    keyArn: trail?.KmsKeyId,
    logGroupArn: trail?.CloudWatchLogsLogGroupArn,
    logsRoleArn: trail?.CloudWatchLogsRoleArn,
    topicArn: trail?.SnsTopicARN,
    multiRegion: trail?.IsMultiRegionTrail ?? false,
    organization: trail?.IsOrganizationTrail ?? false,
    globalServiceEvents: trail?.IncludeGlobalServiceEvents ?? false,
    logFileValidation: trail?.LogFileValidationEnabled ?? false,
  };
}

function statusOf(status: GetTrailStatusCommandOutput): TrailStatus {
  return {
    logging: status.IsLogging ?? false,
    startedAt: status.StartLoggingTime,
    stoppedAt: status.StopLoggingTime,
    logFiles: { error: status.LatestDeliveryError, at: status.LatestDeliveryTime },
    digests: { error: status.LatestDigestDeliveryError, at: status.LatestDigestDeliveryTime },
    cloudWatchLogs: {
      error: status.LatestCloudWatchLogsDeliveryError,
      at: status.LatestCloudWatchLogsDeliveryTime,
    },
    notifications: { error: status.LatestNotificationError, at: status.LatestNotificationTime },
  };
}

function selectorOf({ Name, FieldSelectors }: AdvancedEventSelector): EventSelector {
  return { name: Name ?? "", fieldSelectors: (FieldSelectors ?? []).map(fieldSelectorOf) };
}

function fieldSelectorOf(selector: AdvancedFieldSelector): FieldSelector {
  return {
    field: selector.Field ?? "",
    ...(selector.Equals && { equals: selector.Equals }),
    ...(selector.StartsWith && { startsWith: selector.StartsWith }),
    ...(selector.EndsWith && { endsWith: selector.EndsWith }),
    ...(selector.NotEquals && { notEquals: selector.NotEquals }),
    ...(selector.NotStartsWith && { notStartsWith: selector.NotStartsWith }),
    ...(selector.NotEndsWith && { notEndsWith: selector.NotEndsWith }),
  };
}

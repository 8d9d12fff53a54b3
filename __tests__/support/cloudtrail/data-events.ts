import type { Identity } from "./identities";
import { type CloudTrailRecord, cloudTrailRecord } from "./record";

/**
 * Data events, which only a trail with a selector for their resource has.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
interface DataEvent {
  readonly accountId: string;
  readonly by: Identity;
  readonly region?: string;
}

export interface ObjectEvent extends DataEvent {
  /** `GetObject` */
  readonly eventName: string;
  readonly bucketName: string;
  readonly key: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html */
export function objectEvent({ bucketName, key, ...call }: ObjectEvent): CloudTrailRecord {
  return cloudTrailRecord({
    ...call,
    eventSource: "s3.amazonaws.com",
    readOnly: /^(?:Get|Head|List)/.test(call.eventName),
    managementEvent: false,
    requestParameters: { bucketName, key, Host: `${bucketName}.s3.amazonaws.com` },
    resources: [
      { type: "AWS::S3::Object", ARN: `arn:aws:s3:::${bucketName}/${key}` },
      { accountId: call.accountId, type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucketName}` },
    ],
  });
}

export interface FunctionEvent extends DataEvent {
  readonly functionArn: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html */
export function invocation({ functionArn, ...call }: FunctionEvent): CloudTrailRecord {
  return cloudTrailRecord({
    ...call,
    eventSource: "lambda.amazonaws.com",
    eventName: "Invoke",
    readOnly: false,
    managementEvent: false,
    requestParameters: { functionName: functionArn, invocationType: "RequestResponse" },
    resources: [{ accountId: call.accountId, type: "AWS::Lambda::Function", ARN: functionArn }],
  });
}

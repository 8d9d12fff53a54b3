import { invocation, objectEvent } from "../data-events";
import { assumedRole, awsService } from "../identities";
import { type Day, type QuietRecord, quiet } from "./day";

/** What the selectors for data events let through: workloads use what is watched, as they are meant to. */
export function workloadData({ prod, name, homeRegion: region }: Day): readonly QuietRecord[] {
  const by = assumedRole(prod, "records-api", { session: "records-api" });
  const bucketName = `${name}-patient-records`;
  const tableName = "consents";
  const functionArn = `arn:aws:lambda:${region}:${prod}:function:claims-export`;
  const object = (what: string, eventName: string): QuietRecord => ({
    what,
    record: objectEvent({ accountId: prod, by, region, bucketName, eventName, key: "2026/11/20/record.json" }),
  });
  return [
    object("a patient's record is read", "GetObject"),
    object("a patient's record is written", "PutObject"),
    object("a patient's record is asked after", "HeadObject"),
    object("a draft is deleted", "DeleteObject"),
    {
      what: "the export is called by its queue",
      record: invocation({ accountId: prod, by: awsService("lambda.amazonaws.com"), region, functionArn }),
    },
    { what: "the export is called by the API", record: invocation({ accountId: prod, by, region, functionArn }) },
    quiet("a consent is written", prod, "dynamodb.amazonaws.com", "PutItem", {
      by,
      region,
      managementEvent: false,
      requestParameters: { tableName, key: { patient: "***" } },
      resources: [
        { accountId: prod, type: "AWS::DynamoDB::Table", ARN: `arn:aws:dynamodb:${region}:${prod}:table/${tableName}` },
      ],
    }),
  ];
}

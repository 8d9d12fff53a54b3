import type { EventDetection } from "../detection";
import { CHANGES } from "../event-clause";
import { inItsAccount } from "../next-query";

export const eventDataStoreChanged = {
  id: "event-data-store-changed",
  kind: "events",
  group: "trail",
  title: "Somebody changed CloudTrail Lake, or tried to",
  why: "a data store may have been stopped, shortened, shared, or made to copy the organization's events",
  severity: "high",
  controls: ["HIPAA 164.312(b)"],
  techniques: ["T1537", "T1562.008"],
  next: inItsAccount("trail-changes"),
  events: () => [
    {
      sources: ["cloudtrail"],
      names: ["*EventDataStore*", "*Channel", "*Federation", "*ResourcePolicy"],
      where: [CHANGES],
    },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ management }) => ({
    anywhere: true,
    fires: [
      {
        call: "cloudtrail:StopEventDataStoreIngestion UpdateChannel EnableFederation PutResourcePolicy",
        in: management,
      },
    ],
    misses: [
      { call: "cloudtrail:GetEventDataStore ListChannels GetResourcePolicy UpdateTrail", in: management },
      { call: "secretsmanager:PutResourcePolicy", in: management },
    ],
  }),
  runbook: {
    means:
      "CloudTrail Lake, which this organization does not use, was changed: a store made, stopped, shortened, shared, or federated; a channel or a resource policy changed. A new store of the whole organization is a copy past the archive's readers.",
    falseAlarm: "a team that announced Lake, in an account outside the guarded units.",
    restore: [
      "look in the account and Region of the message. A store is deleted 7 days after its deletion; one with termination protection must lose it first.",
      {
        commands: [
          "aws cloudtrail list-event-data-stores --profile MANAGEMENT_PROFILE --query 'EventDataStores[].[EventDataStoreArn,Name]' --output text",
          "aws cloudtrail get-event-data-store --profile MANAGEMENT_PROFILE --event-data-store ARN",
          "aws cloudtrail get-resource-policy --profile MANAGEMENT_PROFILE --resource-arn ARN",
          "aws cloudtrail update-event-data-store --profile MANAGEMENT_PROFILE --event-data-store ARN --no-termination-protection-enabled",
          "aws cloudtrail delete-event-data-store --profile MANAGEMENT_PROFILE --event-data-store ARN",
        ],
      },
    ],
  },
} as const satisfies EventDetection;

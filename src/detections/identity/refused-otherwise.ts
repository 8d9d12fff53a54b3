import type { EventDetection } from "../detection";
import { fieldIs } from "../event-clause";
import { anywhere } from "../next-query";

export const refusedOtherwise = {
  id: "refused-otherwise",
  kind: "events",
  group: "identity",
  title: "AWS refused calls with error codes that the CIS benchmark's filter does not count",
  why: "many refused calls are somebody searching for what stolen credentials can do",
  severity: "medium",
  controls: ["HIPAA 164.308(a)(1)(ii)(D)"],
  techniques: ["T1580", "T1087.004"],
  next: anywhere("denied-calls"),
  threshold: 25,
  periodMinutes: 15,
  // AuthorizationError is SNS's, as its service model has it; AuthFailure EC2's; the others' names are of services with
  // REST APIs, and were seen in public records.
  // https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html#API_ListTopics_Errors
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
  events: () => [
    {
      names: ["*"],
      where: [
        fieldIs("errorCode", "UnauthorizedException", "ForbiddenException", "*AuthFailure", "AuthorizationError*"),
      ],
    },
  ],
  // As the benchmark's: a count, since an organization refuses some calls every minute of the day.
  by: ["metric-filter"],
  cases: ({ prod }) => ({
    about: ["outcome"],
    fires: [
      { call: "sns:ListTopics", in: prod, refused: "AuthorizationErrorException" },
      { call: "apigateway:GetRestApis", in: prod, refused: "ForbiddenException" },
      { call: "ec2:DescribeInstances", in: prod, refused: "Client.AuthFailure" },
      { call: "sso:ListInstances", in: prod, refused: "UnauthorizedException" },
    ],
    misses: [
      { call: "sns:ListTopics", in: prod },
      { call: "s3:GetBucketPolicy", in: prod, refused: "AccessDenied" },
    ],
  }),
  runbook: {
    means:
      "as [cis-4-1-unauthorized-calls](#cis-4-1-unauthorized-calls), for services that refuse by another error code.",
    falseAlarm: "one principal, one call, again and again, after a release.",
    restore: "many calls by one principal: contain it.",
  },
} as const satisfies EventDetection;

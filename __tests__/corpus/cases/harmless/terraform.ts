import { CloudWatchClient, DeleteAlarmsCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { IAMClient, UpdateRoleCommand } from "@aws-sdk/client-iam";
import { SNSClient, TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-sns";
import { harmless } from "../of";

const MANAGEMENT = "778477254880";
const TOPIC = "arn:aws:sns:us-east-1:778477254880:askflorence-org-audit-alarms";

/** First applies, plans without a change, moves, imports, and drift that weakens nothing. */
export const TERRAFORM = [
  ...harmless("askflorence", "management", [
    {
      id: "management-as-it-was",
      title: "Nobody changed anything, and AWS is read again",
      why: "There is no change.",
      made: { refresh: true },
    },
    {
      id: "management-refreshed-only",
      title: "Somebody plans with -refresh-only, and nothing has drifted",
      why: "There is no change.",
      made: { refresh: true, options: () => ["-refresh-only"] },
    },
    {
      id: "first-management",
      title: "The management stack of an organization is applied for the first time",
      why: "Everything is made.",
      made: { state: "none" },
    },
    {
      id: "trail-moved",
      title: "A colleague renames the trail's construct, with a moved block",
      why: "The same trail has another address.",
      made: {
        stack: (stack) => {
          const from = stack.addressOf("org-trail/trail");
          const trail = stack.at("org-trail/trail");
          stack.replaceText(from, "aws_cloudtrail.renamed");
          stack.json.resource.aws_cloudtrail = { renamed: trail };
          stack.json.moved = [{ from, to: "aws_cloudtrail.renamed" }];
        },
      },
    },
    {
      id: "policy-imported-as-it-is",
      title: "A live policy that says just what ours says is imported",
      why: "The live policy stays as it is.",
      made: {
        state: (state, stack) => {
          const address = stack.addressOf("cloud-trail-scp/baseline/policy");
          const policy = state.resources.find(({ type, name }) => `${type}.${name}` === address);
          state.resources = state.resources.filter((one) => one !== policy);
          stack.json.import = [{ to: address, id: String(policy?.instances[0]?.attributes.id) }];
        },
      },
    },
    {
      id: "live-topic-tagged",
      title: "Somebody tags a topic by hand",
      why: "No policy of ours asks for a tag; the plan takes it away.",
      made: {
        live: (aws) =>
          new SNSClient(aws.client(MANAGEMENT)).send(
            new TagResourceCommand({
              ResourceArn: TOPIC,
              Tags: [{ Key: "Seen", Value: "yes" }],
            }),
          ),
        undo: (aws) =>
          new SNSClient(aws.client(MANAGEMENT)).send(
            new UntagResourceCommand({ ResourceArn: TOPIC, TagKeys: ["Seen"] }),
          ),
      },
    },
    {
      id: "live-role-described",
      title: "Somebody rewords a role's description by hand",
      why: "Only a text changes; the plan puts it back.",
      made: {
        live: (aws) =>
          new IAMClient(aws.client(MANAGEMENT)).send(
            new UpdateRoleCommand({ RoleName: "CloudTrailToCloudWatchLogsRole", Description: "Do not delete!" }),
          ),
        undo: (aws) =>
          new IAMClient(aws.client(MANAGEMENT)).send(
            new UpdateRoleCommand({
              RoleName: "CloudTrailToCloudWatchLogsRole",
              Description: "Lets the organization's trail write to its log group",
            }),
          ),
      },
    },
    {
      id: "live-alarm-of-somebody-else",
      title: "Somebody makes an alarm of their own by hand",
      why: "It is not ours.",
      made: {
        live: (aws) =>
          new CloudWatchClient(aws.client(MANAGEMENT)).send(
            new PutMetricAlarmCommand({
              AlarmName: "billing",
              Namespace: "AWS/Billing",
              MetricName: "EstimatedCharges",
              Statistic: "Maximum",
              Period: 21600,
              EvaluationPeriods: 1,
              Threshold: 1000,
              ComparisonOperator: "GreaterThanThreshold",
            }),
          ),
        undo: (aws) =>
          new CloudWatchClient(aws.client(MANAGEMENT)).send(new DeleteAlarmsCommand({ AlarmNames: ["billing"] })),
      },
    },
  ]),
  ...harmless("askflorence", "log-archive", [
    {
      id: "log-archive-as-it-was",
      title: "Nobody changed anything, and AWS is read again",
      why: "There is no change.",
      made: { refresh: true },
    },
    {
      id: "first-log-archive",
      title: "The log-archive stack of an organization is applied for the first time",
      why: "Everything is made; the live key is imported.",
      made: { state: "none" },
    },
  ]),
  ...harmless("example", "log-archive", [
    {
      id: "first-log-archive-of-the-example",
      title: "The log-archive stack of an organization is applied for the first time",
      why: "Everything is made.",
      made: { state: "none" },
    },
  ]),
  ...harmless("example", "management", [
    {
      id: "first-management-of-the-example",
      title: "The management stack of an organization is applied for the first time",
      why: "Everything is made.",
      made: { state: "none" },
    },
  ]),
  ...harmless("example", "security", [
    {
      id: "first-security",
      title: "The security stack of an organization is applied for the first time",
      why: "Everything is made.",
      made: { state: "none" },
    },
  ]),
  ...harmless("example", "prod", [
    {
      id: "first-workload-stack",
      title: "A workload's stack is applied for the first time",
      why: "Everything is made.",
      made: { state: "none" },
    },
  ]),
];

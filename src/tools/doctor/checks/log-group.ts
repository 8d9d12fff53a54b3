import { DescribeLogGroupsCommand, type LogGroup } from "@aws-sdk/client-cloudwatch-logs";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, type Deviation, ifRead, unreadOf } from "../check";
import { emittedAt } from "../emitted";

export const logGroup = check<Answer<LogGroup | undefined>>({
  id: "log-group",
  question: "Does the trail's log group keep events as long as described, encrypted with the trail's key?",
  page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  regions: "home",
  asks: { management: ["logs:DescribeLogGroups"] },
  ask: ({ management }, { names }) =>
    management.ask("logs:DescribeLogGroups", names.trailLogGroup.name, async ({ logs }, abortSignal) => {
      const { logGroups } = await logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: names.trailLogGroup.name }),
        { abortSignal },
      );
      return logGroups?.find(({ logGroupName }) => logGroupName === names.trailLogGroup.name);
    }),
  judge: (answer, expected) => {
    const subject = expected.names.trailLogGroup.name;
    const { retention_in_days: days, kms_key_id: key } = emittedAt(expected, "management", "org-trail/log-group");
    const said = (what: string): Deviation => ({ subject, what, remedy: "Run: npm run deploy management" });
    return {
      seen: ifRead(answer, (live) =>
        live === undefined
          ? []
          : [
              `${subject} keeps events ${live.retentionInDays === undefined ? "for ever" : `${live.retentionInDays} days`}, key ${live.kmsKeyId}`,
            ],
      ),
      deviations: ifRead(answer, (live): readonly Deviation[] => {
        if (live === undefined) return [said("There is no such log group")];
        return [
          ...(live.retentionInDays === undefined || live.retentionInDays === days
            ? []
            : [said(`It keeps events for ${live.retentionInDays} days; described are ${days}`)]),
          ...(key === undefined || live.kmsKeyId !== undefined ? [] : [said("It is not encrypted with a key of ours")]),
        ];
      }),
      unread: unreadOf(subject, answer),
    };
  },
});

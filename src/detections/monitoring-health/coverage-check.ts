import type { CheckDetection } from "../detection";
import { anywhere } from "../next-query";

export const coverageCheck = {
  id: "coverage-check",
  kind: "check",
  group: "monitoring-health",
  title: "An account or Region left no digest in the archive",
  why: "CloudTrail writes a digest every hour, even without events: this account or Region is not recorded",
  severity: "critical",
  controls: ["HIPAA 164.312(b)", "SOC 2 CC7.2"],
  techniques: ["T1562.008"],
  next: anywhere("digests-by-day"),
  runbook: {
    means:
      "an active account left no digest in the archive from a governed Region for three hours, or stands outside the guarded units. Digests come every hour, even without events: it is not recorded.",
    falseAlarm:
      "an account that joined less than three hours ago is not counted, nor is any while a trail that has just begun has delivered no digest yet: in the hour after its first, some Regions may still be late; an opt-in Region that was just switched on needs two hours. A suspended account is not active.",
    restore: [
      "outside the units: [organization-changed](organization.md#organization-changed). All accounts but one: trusted access ([trusted-access-changed](organization.md#trusted-access-changed)). One account: does it see the trail, and has it the role?",
      {
        commands: [
          "aws cloudtrail describe-trails --profile PROFILE_OF_ITS_ACCOUNT --query 'trailList[].[TrailARN,IsOrganizationTrail]' --output text",
          "aws iam get-role --profile PROFILE_OF_ITS_ACCOUNT --role-name AWSServiceRoleForCloudTrail --query Role.Arn",
          "aws s3api list-objects-v2 --profile LOG_ARCHIVE_PROFILE --bucket ARCHIVE_BUCKET --prefix AWSLogs/ORGANIZATION_ID/ACCOUNT/CloudTrail-Digest/HOME_REGION/$(date -u +%Y/%m/%d)/ --query 'Contents[-1].[Key,LastModified]' --output text",
        ],
      },
      "It does not see the trail: AWS Support; until then read its event history.",
    ],
  },
} as const satisfies CheckDetection;

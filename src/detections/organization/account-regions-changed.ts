import type { EventDetection } from "../detection";
import { anywhere } from "../next-query";

export const accountRegionsChanged = {
  id: "account-regions-changed",
  kind: "events",
  group: "organization",
  title: "An account enabled or disabled a Region",
  why: "a Region that is not governed forwards no events, and nobody checks its digests",
  severity: "high",
  controls: ["SOC 2 CC7.2"],
  techniques: ["T1535"],
  next: anywhere("account-changes"),
  // https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
  events: () => [{ sources: ["account"], names: ["DisableRegion", "EnableRegion"] }],
  by: ["metric-filter", "event-rule"],
  cases: ({ management, logArchive, prod }) => ({
    anywhere: true,
    fires: [
      { call: "account:EnableRegion", in: prod, parameters: { regionName: "af-south-1" } },
      {
        call: "account:DisableRegion",
        in: management,
        parameters: { regionName: "af-south-1", accountId: logArchive },
      },
    ],
    misses: [
      { call: "account:GetRegionOptStatus ListRegions PutAlternateContact", in: prod },
      { call: "ec2:EnableRegion", in: prod },
    ],
  }),
  runbook: {
    means:
      "an account, or the management account for it, switched a Region on or off (`EnableRegion`, `DisableRegion`). The trail records a Region that is switched on; but where `governedRegions` does not have it, nothing forwards from there, and `coverage-check` looks for no digest. A Region that was switched off: its resources run on, and nobody of the account reaches them.",
    falseAlarm: "an announced expansion: add the Region to `governedRegions`, and deploy every stack.",
    restore: [
      "see what was made there ([find the event](first-five-minutes.md#find-the-event), by `awsRegion`: the log group has it), then have its owner delete that and switch the Region off, or on again.",
      {
        commands: [
          "aws account list-regions --profile PROFILE_OF_ITS_ACCOUNT --region IAM_REGION --region-opt-status-contains ENABLED ENABLING DISABLING --query 'Regions[].[RegionName,RegionOptStatus]' --output text",
          "aws account disable-region --profile PROFILE_OF_ITS_ACCOUNT --region IAM_REGION --region-name REGION",
        ],
      },
      "Minutes to hours pass until it is done ([AWS](https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html)).",
    ],
  },
} as const satisfies EventDetection;

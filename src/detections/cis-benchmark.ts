import type { BenchmarkDetection } from "./detection";
import { anywhere } from "./next-query";

type Entry = Omit<BenchmarkDetection, "kind">;

const benchmark = (entry: Entry): BenchmarkDetection => ({ kind: "benchmark", ...entry });

/**
 * The metric filters of the CIS AWS Foundations Benchmark, 4.1 to 4.15, to the letter: checkers compare the text. What
 * they leave out is in filters of its own. https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const CIS_DETECTIONS = {
  "cis-4-1-unauthorized-calls": benchmark({
    group: "identity",
    title: "Calls were refused",
    why: "somebody tries what they may not; a few are everyday mistakes, many are a search",
    severity: "medium",
    controls: ["CIS 4.1", "CloudWatch.2", "HIPAA 164.308(a)(1)(ii)(D)"],
    next: anywhere("denied-calls"),
    // An organization refuses some calls every minute of the day.
    threshold: 25,
    periodMinutes: 15,
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  }),
  "cis-4-2-sign-in-without-mfa": benchmark({
    group: "identity",
    title: "An IAM user signed in without MFA",
    why: "a password alone opened the console",
    severity: "high",
    controls: ["CIS 4.2", "CloudWatch.3", "HIPAA 164.312(d)"],
    next: anywhere("sign-ins-without-mfa"),
    pattern:
      '{($.eventName="ConsoleLogin") && ($.additionalEventData.MFAUsed !="Yes") && ($.userIdentity.type="IAMUser") && ($.responseElements.ConsoleLogin="Success")}',
  }),
  "cis-4-3-root-used": benchmark({
    group: "identity",
    title: "A root user was used",
    why: "root may do everything in its account that no organization policy denies, and nobody needs it day by day",
    severity: "high",
    controls: ["CIS 4.3", "CloudWatch.1"],
    next: anywhere("root-activity"),
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  }),
  "cis-4-4-iam-policy-changed": benchmark({
    group: "identity",
    title: "An IAM policy was changed",
    why: "somebody's permissions are different now",
    severity: "low",
    controls: ["CIS 4.4", "CloudWatch.4"],
    next: anywhere("policy-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy)}",
  }),
  "cis-4-5-cloudtrail-changed": benchmark({
    group: "trail",
    title: "A trail was made, changed, started, stopped or deleted",
    why: "what is recorded is different now",
    severity: "critical",
    controls: ["CIS 4.5", "CloudWatch.5", "HIPAA 164.312(b)"],
    next: anywhere("trail-changes"),
    pattern:
      "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  }),
  "cis-4-6-console-sign-in-failed": benchmark({
    group: "identity",
    title: "Sign-ins to the console failed",
    why: "somebody guesses passwords; one or two are a slip of the finger",
    severity: "medium",
    controls: ["CIS 4.6", "CloudWatch.6", "HIPAA 164.308(a)(5)(ii)(C)"],
    next: anywhere("sign-ins-failed-then-succeeded"),
    threshold: 3,
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  }),
  "cis-4-7-key-disabled": benchmark({
    group: "archive",
    title: "A KMS key was disabled or is to be deleted",
    why: "nobody can read what it encrypts any more",
    severity: "high",
    controls: ["CIS 4.7", "CloudWatch.7"],
    next: anywhere("key-changes"),
    pattern: "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  }),
  "cis-4-8-bucket-policy-changed": benchmark({
    group: "archive",
    title: "Access to a bucket was changed",
    why: "a bucket may have been opened, copied or emptied",
    severity: "medium",
    controls: ["CIS 4.8", "CloudWatch.8"],
    next: anywhere("shared-outward"),
    periodMinutes: 15,
    pattern:
      "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
  }),
  "cis-4-9-config-changed": benchmark({
    group: "security-services",
    title: "AWS Config was changed",
    why: "the history of resources may have a gap from here on",
    severity: "medium",
    controls: ["CIS 4.9", "CloudWatch.9"],
    next: anywhere("security-service-changes"),
    pattern:
      "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
  }),
  "cis-4-10-security-group-changed": benchmark({
    group: "network",
    title: "A security group was changed",
    why: "a resource may now accept traffic that was blocked before",
    severity: "low",
    controls: ["CIS 4.10", "CloudWatch.10"],
    next: anywhere("network-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
  }),
  "cis-4-11-network-acl-changed": benchmark({
    group: "network",
    title: "A network ACL was changed",
    why: "a subnet may now let in traffic that it blocked before",
    severity: "low",
    controls: ["CIS 4.11", "CloudWatch.11"],
    next: anywhere("network-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
  }),
  "cis-4-12-gateway-changed": benchmark({
    group: "network",
    title: "A network gateway was changed",
    why: "a way in or out was opened or closed",
    severity: "low",
    controls: ["CIS 4.12", "CloudWatch.12"],
    next: anywhere("network-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
  }),
  "cis-4-13-route-changed": benchmark({
    group: "network",
    title: "A route was changed",
    why: "traffic goes another way now",
    severity: "low",
    controls: ["CIS 4.13"],
    next: anywhere("network-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
  }),
  "cis-4-13-route-changed-security-hub": benchmark({
    group: "network",
    title: "A route was changed",
    why: "the same as cis-4-13-route-changed, in the wording that Security Hub asks for",
    severity: "low",
    controls: ["CIS 4.13", "CloudWatch.13"],
    next: anywhere("network-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable)}",
  }),
  "cis-4-14-vpc-changed": benchmark({
    group: "network",
    title: "A VPC was changed",
    why: "a network was made, joined to another, or taken away",
    severity: "low",
    controls: ["CIS 4.14", "CloudWatch.14"],
    next: anywhere("network-changes"),
    periodMinutes: 60,
    pattern:
      "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
  }),
  "cis-4-15-organization-changed": benchmark({
    group: "organization",
    title: "The organization was changed",
    why: "an account, a unit or a policy of the organization is different now",
    severity: "medium",
    controls: ["CIS 4.15"],
    next: anywhere("organization-policy-changes"),
    pattern:
      "{($.eventSource=organizations.amazonaws.com) && (($.eventName=AcceptHandshake) || ($.eventName=AttachPolicy) || ($.eventName=CancelHandshake) || ($.eventName=CreateAccount) || ($.eventName=CreateOrganization) || ($.eventName=CreateOrganizationalUnit) || ($.eventName=CreatePolicy) || ($.eventName=DeclineHandshake) || ($.eventName=DeleteOrganization) || ($.eventName=DeleteOrganizationalUnit) || ($.eventName=DeletePolicy) || ($.eventName=EnableAllFeatures) || ($.eventName=EnablePolicyType) || ($.eventName=InviteAccountToOrganization) || ($.eventName=LeaveOrganization) || ($.eventName=DetachPolicy) || ($.eventName=DisablePolicyType) || ($.eventName=MoveAccount) || ($.eventName=RemoveAccountFromOrganization) || ($.eventName=UpdateOrganizationalUnit) || ($.eventName=UpdatePolicy))}",
  }),
} as const satisfies Record<string, BenchmarkDetection>;

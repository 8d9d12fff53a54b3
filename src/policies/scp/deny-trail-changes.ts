import type { Statement } from "../document";

/**
 * What the baseline's four actions leave: other settings of a trail, trails and data stores of an attacker's own, and
 * who administers them. The trail is changed from the management account, which no SCP binds. Starting it again is
 * nobody's to deny: that is what the delegated administrator is for, besides reading.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html
 */
export function denyTrailChanges(): Statement {
  return {
    Sid: "DenyTrailChanges",
    Effect: "Deny",
    Action: [
      "cloudtrail:AddTags",
      "cloudtrail:CreateEventDataStore",
      "cloudtrail:CreateTrail",
      "cloudtrail:DeleteChannel",
      "cloudtrail:DeleteEventDataStore",
      "cloudtrail:DeleteResourcePolicy",
      "cloudtrail:DeregisterOrganizationDelegatedAdmin",
      "cloudtrail:DisableFederation",
      "cloudtrail:EnableFederation",
      "cloudtrail:PutEventConfiguration",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:PutResourcePolicy",
      "cloudtrail:RegisterOrganizationDelegatedAdmin",
      "cloudtrail:RemoveTags",
      "cloudtrail:StopEventDataStoreIngestion",
      "cloudtrail:UpdateChannel",
      "cloudtrail:UpdateEventDataStore",
    ],
    Resource: "*",
  };
}

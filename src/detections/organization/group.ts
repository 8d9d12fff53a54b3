import type { AlertGroup } from "../alert-group";

export const organization = {
  id: "organization",
  title: "Organization",
  about:
    "Accounts, units, policies, trusted access: what binds the members and lets the trail reach them. Only the management account (and whom it delegates to) can change it, and no SCP binds that account: **it has happened** unless the message shows an error code.",
  firstSteps: [
    "Read What and Who; [find the event](first-five-minutes.md#find-the-event): its `requestParameters` name the account, unit, policy or service.",
    [
      "Are the guards still in place, on every target?",
      {
        commands: [
          "aws organizations list-roots --profile MANAGEMENT_PROFILE --query 'Roots[0].[Id,PolicyTypes]'",
          "aws organizations list-policies-for-target --profile MANAGEMENT_PROFILE --target-id LOG_ARCHIVE_ACCOUNT --filter SERVICE_CONTROL_POLICY --query 'Policies[].[Name,Id]' --output text",
          "aws organizations list-aws-service-access-for-organization --profile MANAGEMENT_PROFILE --query 'EnabledServicePrincipals[].ServicePrincipal' --output text",
        ],
      },
      "Expected: the policy types you use are enabled; `OrgAuditArchive` and `FullAWSAccess`; `cloudtrail.amazonaws.com` among the services.",
    ],
    "Unannounced: [contain](first-five-minutes.md#contain) who did it in the management account, [call](first-five-minutes.md#whom-to-call) its owner. Then restore: while the guards are off, members and the archive can be attacked.",
    "Events of Organizations and IAM are in IAM_REGION alone. Only the alarm came: a forwarder of IAM_REGION, the bus or its rule [may be broken](first-five-minutes.md#read-the-message); only the event came: the trail's side.",
  ],
  tried:
    "On the emulator (moto 5.2.1): our SCP detached, changed and deleted; a foreign RCP (no drift); a policy type off (the plan fails; the emulator keeps the attachments, AWS does not); trusted access off, with the trail made non-organizational by hand, as AWS would; an account moved; a unit renamed, deleted and made again; delegation to and from an account; each command of those. Nothing on live AWS. Not tried, for the emulator lacks them: resource policy, root credentials and sessions, invitations, closure, Regions.",
} as const satisfies AlertGroup;

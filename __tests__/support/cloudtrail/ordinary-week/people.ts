import { identityCenterUser, permissionSetSession, samlUser } from "../identities";
import type { Day } from "../quiet-day/day";
import { type CloudTrailRecord, consoleLogin, denied } from "../record";
import { type Caller, made, type Occurrence, reads } from "./occurrence";
import { identityCenterIn } from "./services";

const SIGN_IN_PAGE = "https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html";
const STS_PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html";
const DIRECTORY_PAGE = "https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-info-in-cloudtrail.html";

const DENIED_PAGE =
  "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html";

/**
 * What Identity Center records when somebody opens an account, from the portal or by the command line's profile: a federation
 * in the management account, and in the other one a session of the permission set's role. The console adds its own sign-in.
 */
export function identityCenterSession(
  { management, homeRegion }: Day,
  accountId: string,
  permissionSet: string,
  { user = "alice@example.com", console = false } = {},
): readonly CloudTrailRecord[] {
  const by = permissionSetSession(accountId, permissionSet, { user, homeRegion });
  const portal: Caller = { by: identityCenterUser(management, user), accountId: management, region: homeRegion };
  const saml: Caller = { by: samlUser(user), accountId, region: homeRegion };
  return [
    made(portal, `sso:${console ? "Federate" : "GetRoleCredentials"}`, undefined, {
      eventType: "AwsServiceEvent",
      readOnly: true,
      serviceEventDetails: { account_id: accountId, role_name: permissionSet },
    }),
    made(
      saml,
      "sts:AssumeRoleWithSAML",
      {
        sAMLAssertionID: "_4bed2fda-6aac-47f8-8f04-1cf235869c02",
        roleSessionName: user,
        roleArn: by.sessionContext?.sessionIssuer?.arn,
        principalArn: `arn:aws:iam::${accountId}:saml-provider/AWSSSO_a1b2c3d4e5f60718_DO_NOT_DELETE`,
        durationSeconds: 43_200,
      },
      { readOnly: true },
    ),
    ...(console ? [consoleLogin({ accountId, by, mfa: false, region: homeRegion })] : []),
  ];
}

/** People at work, who come in by Identity Center. */
export function people(day: Day): readonly Occurrence[] {
  const { management, prod, dev, logArchive, homeRegion: region, developer } = day;
  const administrator: Caller = {
    by: permissionSetSession(management, "IdentityAdmin", { user: "dave@example.com", homeRegion: region }),
    accountId: management,
    region,
  };
  const onCall: Caller = { by: day.auditor(management), accountId: management, region };
  const slip: Caller = { by: developer(dev), accountId: dev, region };
  return [
    {
      what: "a developer opens a workload account's console",
      perWeek: 40,
      page: SIGN_IN_PAGE,
      records: identityCenterSession(day, prod, "Developer", { console: true }),
    },
    {
      what: "a developer works in a workload account by the command line",
      perWeek: 60,
      page: STS_PAGE,
      records: [...identityCenterSession(day, dev, "Developer"), ...reads(slip, "ec2", "DescribeInstances")],
    },
    {
      what: "an engineer opens the management account's console",
      perWeek: 5,
      page: SIGN_IN_PAGE,
      records: identityCenterSession(day, management, "Billing", { console: true }),
    },
    {
      what: "an auditor opens the log-archive account's console",
      perWeek: 1,
      page: SIGN_IN_PAGE,
      news: "nobody works there: a person who comes in says why",
      records: identityCenterSession(day, logArchive, "SecurityAudit", { user: "bob@example.com", console: true }),
    },
    {
      what: "who is on call opens the dashboard, which queries the trail's log group",
      perWeek: 5,
      page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html",
      records: [
        ...identityCenterSession(day, management, "SecurityAudit", { user: "bob@example.com", console: true }),
        ...reads(onCall, "monitoring", "GetDashboard", "DescribeAlarms"),
        made(onCall, "logs:StartQuery", { logGroupNames: [day.names.trailLogGroup.name] }, { readOnly: true }),
        ...reads(onCall, "logs", "GetQueryResults", "GetQueryResults"),
      ],
    },
    {
      what: "a developer's call is refused",
      perWeek: 20,
      page: DENIED_PAGE,
      records: [denied(made(slip, "s3:PutBucketVersioning", { bucketName: "team-checkout" }))],
    },
    {
      what: "somebody joins or leaves, and a group of Identity Center's changes",
      perWeek: 2,
      page: DIRECTORY_PAGE,
      records: [
        made(administrator, "sso-directory:CreateUser", { userName: "***", identityStoreId: "d-1234567890" }),
        made(administrator, "sso-directory:AddMemberToGroup", { identityStoreId: "d-1234567890", groupId: "g-1" }),
      ],
    },
    {
      what: "a team gets a permission set in a workload account, where Identity Center makes its role",
      perWeek: 1,
      page: DIRECTORY_PAGE,
      records: [
        made(administrator, "sso:CreateAccountAssignment", { targetId: dev, targetType: "AWS_ACCOUNT" }),
        ...["CreateRole", "AttachRolePolicy"].map((event) =>
          made(identityCenterIn(dev, region), `iam:${event}`, {
            roleName: "AWSReservedSSO_Developer_0123456789abcdef",
          }),
        ),
      ],
    },
  ];
}

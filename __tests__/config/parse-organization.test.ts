import { describe, expect, it } from "vitest";
import { parseOrganization } from "../../src/config/parse-organization";
import { type Change, changed, minimalOrganization, parsed, problem, refused } from "../support/organizations";

const PATIENTS = "arn:aws:s3:::patients/";

interface Refusal {
  readonly change: Change;
  /** Where the problem stands. @default - the path of the one change */
  readonly path?: string;
  /** What is reported to stand there. @default - the value of the one change */
  readonly value?: unknown;
  readonly rule: string;
  readonly remedy: string;
}

/** Rows by what is refused. Each is the only problem reported. */
/** Each part is as long as it may be, and the whole is not. */
const LONG_EMAIL = `security@${["a", "b", "c", "d"].map((letter) => letter.repeat(63)).join(".")}.com`;

const EXTERNAL = { name: "acme", permissionSet: "ExternalAudit", lastDay: "2027-01-31" };

const REFUSALS: Readonly<Record<string, Readonly<Record<string, Refusal>>>> = {
  accounts: {
    "an id of eleven digits": {
      change: { "accounts.management.id": "11112222333" },
      rule: "12 digits",
      remedy: "aws organizations list-accounts",
    },
    "an id with hyphens": {
      change: { "accounts.logArchive.id": "4444-5555-6666" },
      rule: "12 digits",
      remedy: "aws organizations list-accounts",
    },
    "an id as a number, which would lose its leading zeros": {
      change: { "accounts.workloads[0].id": 123456789012 },
      rule: "a string",
      remedy: "organization.ts",
    },
    "an id that another account has": {
      change: { "accounts.workloads[0].id": "444455556666" },
      rule: "accounts.logArchive has this id already",
      remedy: "an account of its own",
    },
    "a security account that is the management account": {
      change: { "accounts.security": { id: "111122223333", organizationalUnit: "Security" } },
      path: "accounts.security.id",
      value: "111122223333",
      rule: "accounts.management has this id already",
      remedy: "an account of its own",
    },
    "a gap in the list of workloads": {
      change: { "accounts.workloads[2]": { name: "dev", id: "210987654321", organizationalUnit: "Workloads" } },
      path: "accounts.workloads[1]",
      value: undefined,
      rule: "an object, required",
      remedy: "add it",
    },
    "no log-archive account": {
      change: { "accounts.logArchive": undefined },
      rule: "an object, required",
      remedy: "add it",
    },
    "an account outside the guardrails": {
      change: { "accounts.workloads[0].organizationalUnit": "Sandbox" },
      rule: "guardrails.organizationalUnits (Security, Workloads)",
      remedy: 'add "Sandbox" to guardrails.organizationalUnits',
    },
    "an account in a unit whose name merely begins like a guarded one": {
      change: { "accounts.workloads[0].organizationalUnit": "Workloads-Old/Prod" },
      rule: "no policy protects the trail",
      remedy: 'add "Workloads-Old/Prod"',
    },
    "an account above the guarded unit": {
      change: { "guardrails.organizationalUnits": ["Security/Logs", "Workloads"] },
      path: "accounts.logArchive.organizationalUnit",
      value: "Security",
      rule: "in or below one of",
      remedy: 'add "Security"',
    },
    "an organizational unit that ends in a slash": {
      change: { "accounts.workloads[0].organizationalUnit": "Workloads/" },
      rule: "its path below the root",
      remedy: "list-organizational-units-for-parent",
    },
    "an organizational unit that Terraform would take for a template": {
      change: { "accounts.workloads[0].organizationalUnit": "Workloads/${prod}" },
      rule: "without `${` or `%{`",
      remedy: "list-organizational-units-for-parent",
    },
    "a workload named as another stack": {
      change: { "accounts.workloads[0].name": "log-archive" },
      rule: "none of management, log-archive, security",
      remedy: "rename the workload",
    },
    "a workload whose name every JavaScript object has": {
      change: { "accounts.workloads[0].name": "constructor" },
      rule: "none of management, log-archive, security, constructor",
      remedy: "rename the workload",
    },
    "two workloads of one name": {
      change: {
        "accounts.workloads[1]": { name: "prod", id: "210987654321", organizationalUnit: "Workloads" },
      },
      path: "accounts.workloads[1].name",
      value: "prod",
      rule: "a name of its own",
      remedy: "rename the workload",
    },
    "a former account that still has its stack, by its name": {
      change: { "accounts.former": [{ name: "prod", id: "210987654321" }] },
      path: "accounts.former[0].name",
      value: "prod",
      rule: "none of management, log-archive, constructor, prod",
      remedy: "the name of the stack that the account had",
    },
    "a former account that still has a stack, by its id": {
      change: { "accounts.former": [{ name: "old", id: "123456789012" }] },
      path: "accounts.former[0].id",
      value: "123456789012",
      rule: "each account once",
      remedy: "account of its own",
    },
    "a workload's name in capitals": {
      change: { "accounts.workloads[0].name": "Prod" },
      rule: "lower-case letters",
      remedy: "`prod`",
    },
    "data events of another partition": {
      ...objectEvents("arn:aws-cn:s3:::patients/"),
      rule: "in the home Region's partition",
      remedy: "name the resource",
    },
    "more data events than a trail's selectors hold": {
      change: {
        "trail.dataEvents": ["one", "two"].map((name) => ({
          name,
          resourceType: "AWS::S3::Object",
          arns: Array.from({ length: 250 }, (_, index) => `arn:aws:s3:::${name}-${index}/`),
        })),
      },
      path: "trail.dataEvents",
      value: "507 conditions",
      rule: "at most 500 conditions",
      remedy: "name fewer resources",
    },
    "access to deploy by role and by profile": {
      change: { "accounts.management.deploy": { roleName: "Deployer", profile: "acme" } },
      rule: "either `roleName` or `profile`",
      remedy: "delete one of the two",
    },
    "no way from the management stack into the log-archive account": {
      change: { "accounts.logArchive.deploy": undefined },
      path: "accounts.logArchive.deploy",
      value: undefined,
      rule: "looks up the archive's key there",
      remedy: "name a role",
    },
    "a role that deploys and is not the one the guardrails exempt": {
      change: { "guardrails.deployRole": "Deployer", "accounts.workloads[0].deploy": { roleName: "Other" } },
      path: "accounts.workloads[0].deploy.roleName",
      value: "Other",
      rule: "the guardrails would stop any other",
      remedy: "the same role in both places",
    },
    "an administrator of the security services whom no policy binds": {
      change: { "guardrails.securityServicesAdministrator": "111122223333" },
      path: "guardrails.securityServicesAdministrator",
      value: "111122223333",
      rule: "a member account",
      remedy: "name the member account that administers",
    },
    "a permission set that deploys, in an account whose role Terraform assumes": {
      change: {
        "guardrails.deployRole": { permissionSet: "AdministratorAccess" },
        "accounts.workloads[0].deploy": { roleName: "Deployer" },
      },
      path: "accounts.workloads[0].deploy",
      value: { roleName: "Deployer" },
      rule: "people sign in to its role: Terraform cannot assume it by name",
      remedy: "a profile of ~/.aws/config",
    },
    "a permission set that deploys, in an account that no profile reaches": {
      change: { "guardrails.deployRole": { permissionSet: "AdministratorAccess" } },
      path: "accounts.workloads[0].deploy",
      value: undefined,
      rule: "a `profile`",
      remedy: "in this account",
    },
    "a permission set by its ARN": {
      change: {
        "guardrails.deployRole": { permissionSet: "arn:aws:sso:::permissionSet/ssoins-1/ps-1" },
        "accounts.workloads[0].deploy": { profile: "prod" },
      },
      path: "guardrails.deployRole.permissionSet",
      value: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
      rule: "1 to 32 letters",
      remedy: "the name, not the ARN",
    },
    "a permission set, and another by an unknown key": {
      change: {
        "guardrails.deployRole": { permissionSet: "AdministratorAccess", permissionSets: "Admin" },
        "accounts.workloads[0].deploy": { profile: "prod" },
      },
      path: "guardrails.deployRole.permissionSets",
      value: "Admin",
      rule: "a key of the schema",
      remedy: "did you mean `permissionSet`?",
    },
    "a deploy role that is neither a name nor a permission set": {
      change: { "guardrails.deployRole": 7 },
      path: "guardrails.deployRole",
      value: 7,
      rule: "an IAM role name, or `{ permissionSet }`",
      remedy: "write one of these",
    },
    "a permission set's role by the name that it has today": {
      change: { "guardrails.deployRole": "AWSReservedSSO_AdministratorAccess_0123456789abcdef" },
      path: "guardrails.deployRole",
      value: "AWSReservedSSO_AdministratorAccess_0123456789abcdef",
      rule: "its permission set is named",
      remedy: "permissionSet",
    },
    "a role to deploy by its ARN": {
      change: { "accounts.management.deploy.roleName": "arn:aws:iam::111122223333:role/Deployer" },
      rule: "an IAM role name",
      remedy: "not the ARN",
    },
    "a profile with a space": {
      change: { "accounts.management.deploy.profile": "acme org" },
      rule: "the name of an AWS profile",
      remedy: "~/.aws/config",
    },
  },

  alerts: {
    "a person in place of an e-mail address": {
      change: { "alerts.emails": ["Security Team"] },
      path: "alerts.emails[0]",
      value: "Security Team",
      rule: "an e-mail address",
      remedy: "`security@example.com`",
    },
    "an e-mail address of a host without a domain": {
      change: { "alerts.emails": ["security@localhost"] },
      path: "alerts.emails[0]",
      value: "security@localhost",
      rule: "an e-mail address",
      remedy: "`security@example.com`",
    },
    "two e-mail addresses in one": {
      change: { "alerts.emails": ["one@example.com,other@example.com"] },
      path: "alerts.emails[0]",
      value: "one@example.com,other@example.com",
      rule: "an e-mail address",
      remedy: "`security@example.com`",
    },
    "an e-mail address with a name before it": {
      change: { "alerts.emails": ["Security<security@example.com>"] },
      path: "alerts.emails[0]",
      value: "Security<security@example.com>",
      rule: "an e-mail address",
      remedy: "`security@example.com`",
    },
    "an e-mail address that Terraform would take for a template": {
      change: { "alerts.emails": ["${team}@example.com"] },
      path: "alerts.emails[0]",
      value: "${team}@example.com",
      rule: "an e-mail address",
      remedy: "`security@example.com`",
    },
    "the same e-mail address twice": {
      change: { "alerts.emails": ["security@example.com", "security@example.com"] },
      rule: "each value once",
      remedy: "delete the repeated value",
    },
    "a webhook in plain text": {
      change: { "alerts.webhooks": ["http://events.example.com/audit"] },
      path: "alerts.webhooks[0]",
      value: "http://events.example.com/audit",
      rule: "an https:// address",
      remedy: "copy it from the tool",
    },
    "a webhook without a host": {
      change: { "alerts.webhooks": ["https:///audit"] },
      path: "alerts.webhooks[0]",
      value: "https:///audit",
      rule: "an https:// address",
      remedy: "copy it from the tool",
    },
    "a webhook with a space": {
      change: { "alerts.webhooks": ["https://events.example.com/audit trail"] },
      path: "alerts.webhooks[0]",
      value: "https://events.example.com/audit trail",
      rule: "an https:// address",
      remedy: "copy it from the tool",
    },
    "a webhook that Terraform would take for a template": {
      change: { "alerts.webhooks": ["https://events.example.com/${token}"] },
      path: "alerts.webhooks[0]",
      value: "https://events.example.com/${token}",
      rule: "an https:// address",
      remedy: "copy it from the tool",
    },
    "a webhook with a password, which plans and state would show": {
      change: { "alerts.webhooks": ["https://audit:secret@events.example.com/"] },
      path: "alerts.webhooks[0]",
      value: "https://audit:secret@events.example.com/",
      rule: "without `user:password@`",
      remedy: "belongs in its path or query",
    },
    "a webhook longer than SNS takes": {
      change: { "alerts.webhooks": [`https://example.com/${"a".repeat(2029)}`] },
      path: "alerts.webhooks[0]",
      value: `https://example.com/${"a".repeat(2029)}`,
      rule: "up to 2,048 characters",
      remedy: "copy it from the tool",
    },
    "an e-mail address longer than mail servers take": {
      change: { "alerts.emails": [LONG_EMAIL] },
      path: "alerts.emails[0]",
      value: LONG_EMAIL,
      rule: "an e-mail address",
      remedy: "`security@example.com`",
    },
    "the same webhook twice": {
      change: { "alerts.webhooks": ["https://events.example.com/", "https://events.example.com/"] },
      rule: "each value once",
      remedy: "delete the repeated value",
    },
    "runbooks in a folder": {
      change: { "alerts.runbooks": "docs/runbooks" },
      rule: "without a `/` at its end",
      remedy: "blob/main/docs/runbooks",
    },
    "runbooks behind a password": {
      change: { "alerts.runbooks": "https://audit:secret@example.com/runbooks" },
      rule: "without `user:password@`",
      remedy: "blob/main/docs/runbooks",
    },
    "runbooks whose address leaves no room in an alarm's description": {
      change: { "alerts.runbooks": `https://example.com/${"a".repeat(481)}` },
      rule: "an https:// address of up to 500 characters",
      remedy: "blob/main/docs/runbooks",
    },
    "runbooks with a slash behind them": {
      change: { "alerts.runbooks": "https://github.com/acme/org-audit-trail/blob/main/docs/runbooks/" },
      rule: "without a `/` at its end",
      remedy: "blob/main/docs/runbooks",
    },
    "runbooks whose address EventBridge would take for a variable": {
      change: { "alerts.runbooks": "https://example.com/<account>/runbooks" },
      rule: "without a `/` at its end",
      remedy: "blob/main/docs/runbooks",
    },
    "runbooks whose address Terraform would take for a template": {
      change: { "alerts.runbooks": "https://example.com/%{account}" },
      rule: "without a `/` at its end",
      remedy: "blob/main/docs/runbooks",
    },
  },

  forwarding: {
    "fewer workloads than none": {
      change: { "forwarding.stackSetFrom": -1 },
      rule: "a whole number of workloads from 0 to 1000",
      remedy: "in range",
    },
    "more workloads than an organization has": {
      change: { "forwarding.stackSetFrom": 1001 },
      rule: "a whole number of workloads from 0 to 1000",
      remedy: "in range",
    },
    "half a workload": {
      change: { "forwarding.stackSetFrom": 1.5 },
      rule: "a whole number of workloads from 0 to 1000",
      remedy: "in range",
    },
    "a number as text": {
      change: { "forwarding.stackSetFrom": "21" },
      rule: "a number",
      remedy: "organization.ts",
    },
  },

  organization: {
    "a name that would not fit into others": {
      change: { name: "a-name-of-twenty-five-let" },
      rule: "2 to 24 lower-case letters",
      remedy: "`acme`",
    },
    "an organization id with a root's prefix": {
      change: { organizationId: "r-exampleorgid" },
      rule: "`o-` and 10 to 32",
      remedy: "aws organizations describe-organization",
    },
    "an organization id that is too short": {
      change: { organizationId: "o-example" },
      rule: "`o-` and 10 to 32",
      remedy: "aws organizations describe-organization",
    },
    "a home Region that AWS does not have": {
      change: { homeRegion: "eu-central-9" },
      rule: "a Region that AWS has",
      remedy: "`us-east-1`",
    },
    "a governed Region that AWS does not have": {
      change: { "governedRegions[1]": "us-east" },
      rule: "a Region that AWS has",
      remedy: "`us-east-1`",
    },
    "a home Region that is not governed": {
      change: { governedRegions: ["us-east-1"] },
      rule: "the home Region, eu-central-1, is one of them",
      remedy: 'add "eu-central-1"',
    },
    "a home Region that is misspelt among the governed, once": {
      change: { "governedRegions[0]": "eu-centrel-1" },
      rule: "a Region that AWS has",
      remedy: "`us-east-1`",
    },
    "a governed Region of another partition": {
      change: { "governedRegions[1]": "cn-north-1" },
      rule: "in the home Region's partition, aws",
      remedy: "in a file of its own",
    },
    "a governed Region twice": {
      change: { governedRegions: ["eu-central-1", "eu-central-1"] },
      rule: "each value once",
      remedy: "delete the repeated value",
    },
    "no governed Regions": {
      change: { governedRegions: [] },
      rule: "a list of 1 or more",
      remedy: "add what is missing",
    },
    "a key's alias without its prefix": {
      change: { "key.alias": "acme-org-logs" },
      rule: "`alias/` and a name",
      remedy: "`alias/acme-org-logs`",
    },
    "a key's alias that AWS keeps for itself": {
      change: { "key.alias": "alias/aws/s3" },
      rule: "does not begin with `aws/`",
      remedy: "`alias/acme-org-logs`",
    },
    "guardrails on a malformed unit, and not the accounts in it": {
      change: { "guardrails.organizationalUnits[1]": "/Workloads" },
      rule: "its path below the root",
      remedy: "list-organizational-units-for-parent",
    },
    "guardrails on nothing": {
      change: { "guardrails.organizationalUnits": [] },
      rule: "a list of 1 or more",
      remedy: "add what is missing",
    },
    "guardrails twice on one unit": {
      change: { "guardrails.organizationalUnits": ["Security", "Workloads", "Security"] },
      rule: "each value once",
      remedy: "delete the repeated value",
    },
    "a deploy role with a wildcard, which would exempt others too": {
      change: { "guardrails.deployRole": "Deploy*" },
      rule: "an IAM role name",
      remedy: "`Deployer`",
    },
    "a tag that AWS keeps for itself": {
      change: { tags: { "AWS:team": "audit" } },
      rule: "neither begins with `aws:`",
      remedy: "rename the tag",
    },
    "a tag's value that AWS keeps for itself": {
      change: { tags: { team: "aws:audit" } },
      rule: "neither begins with `aws:`",
      remedy: "rename the tag",
    },
    "tags whose keys IAM takes for the same": {
      change: { tags: { Team: "audit", team: "audit" } },
      path: "tags.team",
      value: "audit",
      rule: 'differs from "Team" by more than upper and lower case',
      remedy: "keep one of the two",
    },
    "more tags than every service takes": {
      change: { tags: Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`tag-${index}`, ""])) },
      rule: "at most 40 tags",
      remedy: "shorten or rename",
    },
    "a role whose path is longer than IAM's": {
      change: { "accounts.management.deploy.roleName": `${"p".repeat(511)}/Deployer` },
      rule: "its path of up to 511",
      remedy: "`path/Deployer`",
    },
    "a tag that Terraform would take for a template": {
      change: { tags: { team: "${team}" } },
      rule: "letters, digits, spaces",
      remedy: "rename the tag",
    },
    "a tag's value that is not text": {
      change: { "tags.cost": 7 },
      rule: "a string",
      remedy: "organization.ts",
    },
    "tags as a list": {
      change: { tags: ["audit"] },
      rule: "an object",
      remedy: "organization.ts",
    },
  },

  trail: {
    "a name with two periods in a row": {
      change: { "trail.name": "acme..trail" },
      rule: "single periods",
      remedy: "`acme-org-trail`",
    },
    "a name like an IP address": {
      change: { "trail.name": "192.168.5.4" },
      rule: "no IP address",
      remedy: "`acme-org-trail`",
    },
    "less than a year in CloudWatch Logs": {
      change: { "trail.logGroupRetentionDays": 90 },
      rule: "one of 365, 400",
      remedy: "one of these",
    },
    "an Insight that CloudTrail does not have": {
      change: { "trail.insights": ["ApiCostInsight"] },
      path: "trail.insights[0]",
      value: "ApiCostInsight",
      rule: '"ApiCallRateInsight", "ApiErrorRateInsight"',
      remedy: "one of these",
    },
    "an Insight twice": {
      change: { "trail.insights": ["ApiCallRateInsight", "ApiCallRateInsight"] },
      rule: "each value once",
      remedy: "delete the repeated value",
    },
    "data events of a type that nobody asked for": {
      ...dataEvents("AWS::SQS::Queue", "arn:aws:sqs:eu-central-1:123456789012:orders"),
      path: "trail.dataEvents[0].resourceType",
      value: "AWS::SQS::Queue",
      rule: '"AWS::S3::Object"',
      remedy: "one of these",
    },
    "data events of no resource": {
      ...objectEvents(),
      path: "trail.dataEvents[0].arns",
      value: [],
      rule: "a list of 1 or more",
      remedy: "add what is missing",
    },
    "data events of an object whose key a selector cannot hold": {
      ...objectEvents(`arn:aws:s3:::patients/${"k".repeat(2030)}`),
      rule: "at most 2048 characters",
      remedy: "a shorter key prefix",
    },
    "data events of the archive bucket": {
      ...objectEvents("arn:aws:s3:::acme-logs/"),
      rule: "without end",
      remedy: "one by one",
    },
    "data events of a prefix of the archive bucket": {
      ...objectEvents("arn:aws:s3:::acme-logs/AWSLogs/"),
      rule: "not the archive bucket",
      remedy: "one by one",
    },
    "data events of the archive's access logs": {
      ...objectEvents("arn:aws:s3:::acme-logs-access-logs/"),
      rule: "nor its access logs",
      remedy: "one by one",
    },
    "data events of every bucket": {
      ...objectEvents("arn:aws:s3:::"),
      rule: "not the archive bucket",
      remedy: "one by one",
    },
    "data events of every bucket that begins as the archive does": {
      ...objectEvents("arn:aws:s3:::acme"),
      rule: "not the archive bucket",
      remedy: "one by one",
    },
    "data events of the archive bucket without its slash": {
      ...objectEvents("arn:aws:s3:::acme-logs"),
      rule: "not the archive bucket",
      remedy: "one by one",
    },
    "data events of another bucket without its slash, which would cover its namesakes": {
      ...objectEvents("arn:aws:s3:::patients"),
      rule: "the bucket followed by `/`",
      remedy: "name the resource",
    },
    "data events of buckets by wildcard": {
      ...objectEvents("arn:aws:s3:::acme-*/"),
      rule: "one named AWS::S3::Object",
      remedy: "name the resource",
    },
    "data events of everything": {
      ...objectEvents("arn:aws:s3"),
      rule: "one named AWS::S3::Object",
      remedy: "name the resource",
    },
    "data events of every function": {
      ...dataEvents("AWS::Lambda::Function", "arn:aws:lambda"),
      rule: "one named AWS::Lambda::Function",
      remedy: "charged for each event",
    },
    "data events of every table of an account": {
      ...dataEvents("AWS::DynamoDB::Table", "arn:aws:dynamodb:eu-central-1:123456789012:table/*"),
      rule: "one named AWS::DynamoDB::Table",
      remedy: "charged for each event",
    },
    "a selector's name that Terraform would take for a template": {
      change: { "trail.dataEvents": [{ name: "%{ if true }", resourceType: "AWS::S3::Object", arns: [PATIENTS] }] },
      path: "trail.dataEvents[0].name",
      value: "%{ if true }",
      rule: "without `${` or `%{`",
      remedy: "name what the selector watches",
    },
    "a key prefix that Terraform would take for a template": {
      ...objectEvents("arn:aws:s3:::patients/${id}"),
      rule: "one named AWS::S3::Object",
      remedy: "name the resource",
    },
  },

  "what is live under another name": {
    ...Object.fromEntries(
      [
        ["a key prefix with a slash at its end", "audit/"],
        ["a key prefix that policies would take for a pattern", "audit*"],
        ["a key prefix that CloudTrail adds itself", "AWSLogs"],
        ["a key prefix that is too long", "p".repeat(201)],
        ["a key prefix that leads elsewhere", "audit/../other"],
      ].map(([title, value]) => [
        title,
        { change: { "trail.s3KeyPrefix": value }, rule: "up to 200 letters", remedy: "S3KeyPrefix" },
      ]),
    ),
    "a log group by its ARN": {
      change: { "trail.logGroupName": "arn:aws:logs:eu-central-1:111122223333:log-group:trail" },
      rule: "the name of a log group",
      remedy: "not the ARN",
    },
    "a log group whose name AWS keeps for itself": {
      change: { "trail.logGroupName": "aws/trail" },
      rule: "not beginning with `aws/`",
      remedy: "describe-log-groups",
    },
    "a logs role by its ARN": {
      change: { "trail.logsRoleName": "arn:aws:iam::111122223333:role/Trail" },
      rule: "an IAM role name",
      remedy: "not the ARN",
    },
    "a role's policy with a space": {
      change: { "trail.logsRolePolicyName": "Write logs" },
      rule: "the name of an inline policy",
      remedy: "list-role-policies",
    },
    "a FIFO topic, which CloudTrail does not take": {
      change: { "trail.deliveryTopicName": "deliveries.fifo" },
      rule: "not FIFO",
      remedy: "no FIFO topic",
    },
    "a log group that is the sentinel's": {
      change: { "trail.logGroupName": "/aws/lambda/acme-org-audit-sentinel" },
      rule: "a name without acme-org-audit",
      remedy: "leave it out",
    },
    "a topic that is the alarms'": {
      change: { "trail.deliveryTopicName": "acme-org-audit-alarms" },
      rule: "a name without acme-org-audit",
      remedy: "leave it out",
    },
    "a policy's name with characters of Terraform's": {
      change: { "guardrails.policyNames.baseline": "${scp}" },
      rule: "the name of a policy",
      remedy: "list-policies",
    },
    "a policy of another one's name": {
      change: { "guardrails.policyNames.archive": "ScpBaseline" },
      rule: "the baseline policy has it",
      remedy: "leave it out",
    },
  },

  "what is live already": {
    "something said of a construct that nobody can say": {
      change: { adopt: { "log-archive": { "org-logs-key/key": 7 } } },
      path: 'adopt["log-archive"]["org-logs-key/key"]',
      value: 7,
      rule: "`true`, `false`, the id that AWS chose",
      remedy: "write one of these",
    },
    "attachments without a target": {
      change: { adopt: { management: { "cloud-trail-scp/baseline/attachments": [] } } },
      path: 'adopt.management["cloud-trail-scp/baseline/attachments"]',
      value: [],
      rule: "a list of 1 or more",
      remedy: "add what is missing",
    },
    "an account that is to be emptied while everything is to be left": {
      change: { leave: true, "accounts.former": [{ name: "old", id: "210987654321" }] },
      path: "accounts.former",
      value: [{ name: "old", id: "210987654321" }],
      rule: "none while Terraform is to let go",
      remedy: "then set leave",
    },
  },

  archive: {
    ...Object.fromEntries(
      Object.entries({
        "in upper case": "Acme-logs",
        "with a period, which TLS certificates do not cover": "acme.logs",
        "like an IP address": "192.168.5.4",
        "with an underscore": "acme_logs",
        "that is too short": "ac",
        "that leaves no room for `-access-logs`": "a".repeat(52),
        "that begins with a hyphen": "-acme-logs",
        "that ends with a hyphen": "acme-logs-",
        "with S3's prefix xn--": "xn--acme",
        "with S3's prefix sthree-": "sthree-acme",
        "with S3's prefix amzn-s3-demo-": "amzn-s3-demo-acme",
        "with S3's suffix -s3alias": "acme-s3alias",
        "with S3's suffix --ol-s3": "acme--ol-s3",
        "with S3's suffix --x-s3": "acme--x-s3",
        "with S3's suffix --table-s3": "acme--table-s3",
        "with S3's suffix -an, of account regional namespaces": "acme-444455556666-eu-central-1-an",
      }).map(([form, bucketName]) => [
        `a bucket name ${form}`,
        { change: { "archive.bucketName": bucketName }, rule: "3 to 51 lower-case letters", remedy: "`acme-org-" },
      ]),
    ),
    "a lock without a mode: it has no default": {
      change: { "archive.objectLock.mode": undefined },
      rule: '"COMPLIANCE", "GOVERNANCE"',
      remedy: "one of these",
    },
    "a lock without a length": {
      change: { "archive.objectLock.years": undefined },
      path: "archive.objectLock",
      value: { mode: "COMPLIANCE" },
      rule: "exactly one of `years` and `days`",
      remedy: "keep the one",
    },
    "a lock with two lengths": {
      change: { "archive.objectLock.days": 2557 },
      path: "archive.objectLock",
      value: { mode: "COMPLIANCE", years: 7, days: 2557 },
      rule: "exactly one of `years` and `days`",
      remedy: "keep the one",
    },
    "a lock of a year and a half": {
      change: { "archive.objectLock.years": 1.5 },
      rule: "a whole number of years from 1 to 100",
      remedy: "in range",
    },
    "a lock longer than S3 allows": {
      change: { "archive.objectLock.years": 101 },
      rule: "a whole number of years from 1 to 100",
      remedy: "in range",
    },
    "a retention shorter than the lock, its leap days counted": {
      change: { "archive.retentionDays": 2556 },
      rule: "no less than the Object Lock, 2557 days",
      remedy: "write 2557 or more",
    },
    "a retention of 365 days under a lock of a year, which may be a leap year": {
      change: { "archive.objectLock.years": 1, "archive.retentionDays": 365 },
      path: "archive.retentionDays",
      value: 365,
      rule: "no less than the Object Lock, 366 days",
      remedy: "write 366 or more",
    },
    "old versions that expire before the lock ends": {
      change: { "archive.lifecycle.expireNoncurrentVersionsAfterDays": 2555 },
      rule: "no less than the Object Lock, 2557 days",
      remedy: "leave it out to keep everything",
    },
    "a retention shorter than a lock in days": {
      change: { "archive.objectLock": { mode: "GOVERNANCE", days: 30 }, "archive.retentionDays": 29 },
      path: "archive.retentionDays",
      value: 29,
      rule: "no less than the Object Lock, 30 days",
      remedy: "write 30 or more",
    },
    "a transition to a dearer class": transitions(
      { afterDays: 90, storageClass: "GLACIER" },
      { afterDays: 180, storageClass: "STANDARD_IA" },
    ),
    "a transition before the one it follows": transitions(
      { afterDays: 180, storageClass: "GLACIER_IR" },
      { afterDays: 90, storageClass: "DEEP_ARCHIVE" },
    ),
    "a transition on the day of the one it follows": transitions(
      { afterDays: 90, storageClass: "GLACIER_IR" },
      { afterDays: 90, storageClass: "DEEP_ARCHIVE" },
    ),
    "a transition on from STANDARD_IA before S3 allows it": transitions(
      { afterDays: 30, storageClass: "STANDARD_IA" },
      { afterDays: 59, storageClass: "INTELLIGENT_TIERING" },
    ),
    "a transition to STANDARD_IA before S3 allows it": transitions({ afterDays: 29, storageClass: "STANDARD_IA" }),
    "a transition of what has expired": {
      ...transitions({ afterDays: 2557, storageClass: "GLACIER" }),
      change: {
        "archive.retentionDays": 2557,
        "archive.lifecycle.transitions": [{ afterDays: 2557, storageClass: "GLACIER" }],
      },
    },
    "a transition to a class that keeps a single copy": {
      change: { "archive.lifecycle.transitions": [{ afterDays: 30, storageClass: "ONEZONE_IA" }] },
      path: "archive.lifecycle.transitions[0].storageClass",
      value: "ONEZONE_IA",
      rule: '"GLACIER_IR"',
      remedy: "one of these",
    },
    "a reader by a wildcard that stands for any role": {
      change: { "archive.readers": [{ accountId: "444455556666", role: "*" }] },
      path: "archive.readers[0].role",
      value: "*",
      rule: "an IAM role name",
      remedy: "permissionSet",
    },
    "a reader by a pattern that a role's maker could match": {
      change: { "archive.readers": [{ accountId: "444455556666", role: "audit/Aud*" }] },
      path: "archive.readers[0].role",
      value: "audit/Aud*",
      rule: "an IAM role name",
      remedy: "permissionSet",
    },
    "a reader by a pattern of an SSO role, which fits one Region of Identity Center's": {
      change: {
        "archive.readers": [
          { accountId: "444455556666", role: "aws-reserved/sso.amazonaws.com/AWSReservedSSO_SecurityAudit_*" },
        ],
      },
      path: "archive.readers[0].role",
      value: "aws-reserved/sso.amazonaws.com/AWSReservedSSO_SecurityAudit_*",
      rule: "its permission set is named",
      remedy: "permissionSet",
    },
    "a reader in an account whose id is malformed": {
      change: { "archive.readers": [{ accountId: "*", role: "Auditor" }] },
      path: "archive.readers[0].accountId",
      value: "*",
      rule: "12 digits",
      remedy: "aws organizations list-accounts",
    },
  },

  auditorAccess: {
    "no permission set of the organization's own people": {
      change: { auditorAccess: {} },
      path: "auditorAccess.permissionSet",
      value: undefined,
      rule: "a string, required",
      remedy: "add it",
    },
    "a role in place of the permission set": {
      change: { auditorAccess: { permissionSet: "aws-reserved/sso.amazonaws.com/AWSReservedSSO_SecurityAudit_1" } },
      path: "auditorAccess.permissionSet",
      value: "aws-reserved/sso.amazonaws.com/AWSReservedSSO_SecurityAudit_1",
      rule: "the name of an SSO permission set",
      remedy: "describe-permission-set",
    },
    "a day that no calendar has": {
      change: { auditorAccess: { permissionSet: "SecurityAudit", lastDay: "2027-02-29" } },
      path: "auditorAccess.lastDay",
      value: "2027-02-29",
      rule: "a day of the calendar",
      remedy: "`2027-01-31`",
    },
    "an hour in place of a day": {
      change: { auditorAccess: { permissionSet: "SecurityAudit", lastDay: "2027-01-31T18:00:00Z" } },
      path: "auditorAccess.lastDay",
      value: "2027-01-31T18:00:00Z",
      rule: "a day of the calendar",
      remedy: "`2027-01-31`",
    },
    "a day of another century, as of two digits that changed places": {
      change: { auditorAccess: { permissionSet: "SecurityAudit", lastDay: "2207-01-31" } },
      path: "auditorAccess.lastDay",
      value: "2207-01-31",
      rule: "2000 to 2099",
      remedy: "`2027-01-31`",
    },
    "an auditor from outside without a last day": external(
      { lastDay: undefined },
      ".lastDay",
      "a string, required",
      "add it",
    ),
    "an auditor whose role's name would be too long": external(
      { name: "a".repeat(21) },
      ".name",
      "2 to 20 lower-case letters",
      "`acme-2027`",
    ),
    "an auditor who comes by neither way": external(
      { permissionSet: undefined },
      "",
      "exactly one of `permissionSet` and `user`",
      "the user in their own account",
    ),
    "an auditor who comes by two ways": external(
      { user: { accountId: "222233334444", name: "jane", externalId: "7c1f3f6e" } },
      "",
      "exactly one of `permissionSet` and `user`",
      "the user in their own account",
    ),
    "an auditor with the permission set of the organization's own people": external(
      { permissionSet: "SecurityAudit" },
      ".permissionSet",
      "a permission set of its own",
      "make one for this auditor",
    ),
    "a user without an external id": externalUser(
      { externalId: undefined },
      ".user.externalId",
      "a string, required",
      "add it",
    ),
    "an external id with a space": externalUser(
      { externalId: "of acme" },
      ".user.externalId",
      "2 to 128 letters",
      "uuidgen",
    ),
    "a user by its ARN": externalUser(
      { name: "arn:aws:iam::222233334444:user/jane" },
      ".user.name",
      "the name of an IAM user",
      "not the ARN",
    ),
    "users by a pattern": externalUser({ name: "*" }, ".user.name", "the name of an IAM user", "one person's user"),
    "a user in an account of the organization": externalUser(
      { accountId: "123456789012" },
      ".user.accountId",
      "none of the organization's",
      "a permission set in the log-archive account",
    ),
  },

  state: {
    "a backend that is neither": {
      change: { state: { backend: "gcs" } },
      path: "state.backend",
      value: "gcs",
      rule: '`backend` is "local" or "s3"',
      remedy: "one of these",
    },
    "no backend": {
      change: { state: {} },
      path: "state.backend",
      value: undefined,
      rule: '`backend` is "local" or "s3"',
      remedy: "one of these",
    },
    "a backend that is no object": { change: { state: "s3" }, rule: "an object", remedy: "organization.ts" },
    "a bucket by its ARN": {
      ...s3State({ bucket: "arn:aws:s3:::acme-state" }),
      path: "state.bucket",
      value: "arn:aws:s3:::acme-state",
      rule: "the name of an S3 bucket",
      remedy: "not its ARN",
    },
    "a Region that AWS does not have": {
      ...s3State({ region: "eu" }),
      path: "state.region",
      value: "eu",
      rule: "a Region that AWS has",
      remedy: "`us-east-1`",
    },
    ...Object.fromEntries(
      Object.entries({
        "like an IP address": "192.168.5.4",
        "with two periods on end": "acme..state",
        "that is an access point's alias": "acme-s3alias",
        "that is a Multi-Region Access Point's": "acme.mrap",
        "with S3's prefix sthree-": "sthree-acme",
      }).map(([form, bucket]) => [
        `a bucket name ${form}`,
        {
          ...s3State({ bucket }),
          path: "state.bucket",
          value: bucket,
          rule: "the name of an S3 bucket",
          remedy: "an access point's alias",
        },
      ]),
    ),
    "a prefix that leaves its folder": {
      ...s3State({ prefix: "teams/../audit" }),
      path: "state.prefix",
      value: "teams/../audit",
      rule: "without `.` or `..`",
      remedy: "`teams/audit`",
    },
    "a prefix that leaves no room in a key": {
      ...s3State({ prefix: "p".repeat(901) }),
      path: "state.prefix",
      value: "p".repeat(901),
      rule: "up to 900 characters",
      remedy: "`teams/audit`",
    },
    "a prefix that begins with a slash": {
      ...s3State({ prefix: "/audit" }),
      path: "state.prefix",
      value: "/audit",
      rule: "without `/` at either end",
      remedy: "`teams/audit`",
    },
    "a key by its alias": {
      ...s3State({ kmsKeyArn: "alias/state" }),
      path: "state.kmsKeyArn",
      value: "alias/state",
      rule: "the ARN of a KMS key",
      remedy: "aws kms describe-key",
    },
    "the archive bucket": {
      ...s3State({ bucket: "acme-logs" }),
      path: "state.bucket",
      value: "acme-logs",
      rule: "not a bucket of the archive",
      remedy: "a versioned bucket of its own",
    },
    "the archive's access-log bucket": {
      ...s3State({ bucket: "acme-logs-access-logs" }),
      path: "state.bucket",
      value: "acme-logs-access-logs",
      rule: "not a bucket of the archive",
      remedy: "a versioned bucket of its own",
    },
    "a local backend's bucket": {
      change: { state: { backend: "local", bucket: "acme-state" } },
      path: "state.bucket",
      value: "acme-state",
      rule: "a key of the schema",
      remedy: "delete it; known here: backend",
    },
  },

  "unknown keys": {
    "a slip of the pen": {
      change: { archieve: { bucketName: "acme" } },
      rule: "a key of the schema",
      remedy: "did you mean `archive`?",
    },
    "a slip of the pen further down": {
      change: { "accounts.workloads[0].organisationalUnit": "Workloads" },
      rule: "a key of the schema",
      remedy: "did you mean `organizationalUnit`?",
    },
    "another spelling": { change: { "key.Alias2": "x" }, rule: "a key of the schema", remedy: "did you mean `alias`?" },
    "a key like none of them": {
      change: { "trail.enableLogFileValidation": false },
      rule: "a key of the schema",
      remedy: "delete it; known here: name, logGroupRetentionDays, insights, dataEvents",
    },
    "a key of S3's own backend": {
      ...s3State({ dynamodbTable: "locks" }),
      path: "state.dynamodbTable",
      value: "locks",
      rule: "a key of the schema",
      remedy: "known here: backend, bucket, region, prefix, profile, kmsKeyArn",
    },
  },
};

describe.each(Object.entries(REFUSALS))("parseOrganization refuses, of %s:", (_, refusals) => {
  it.each(Object.entries(refusals))("%s", (_, { change, rule, remedy, ...at }) => {
    const [[changedPath, changedValue] = ["", undefined]] = Object.entries(change);
    const { path = changedPath } = at;
    const value = "value" in at ? at.value : changedValue;
    expect(refused(change)).toEqual([problem(path, value, rule, remedy)]);
  });
});

describe("parseOrganization", () => {
  it("reports everything that is wrong at once: of single fields, of unknown keys and between fields", () => {
    const problems = refused({
      name: undefined,
      organizationId: "o-short",
      homeRegion: "mars-north-1",
      "accounts.management.deploy": { roleName: "Deployer", profile: "acme" },
      "accounts.logArchive.id": "123456789012",
      "accounts.workloads[0].organizationalUnit": "Sandbox",
      "accounts.workloads[1]": { name: "security", id: "1", organizationalUnit: "Workloads" },
      "trail.nmae": "acme",
      "trail.dataEvents": [{ name: "logs", resourceType: "AWS::S3::Object", arns: [7, "arn:aws:s3:::acme-logs/"] }],
      "archive.objectLock": { years: 7, days: 2557 },
      "archive.retentionDays": 30,
      "archive.lifecycle.transitions": [{ afterDays: 1, storageClass: "STANDARD_IA" }],
      state: { backend: "s3", bucket: "acme-logs", region: "eu-central-1" },
    });
    expect(problems.map(({ path }) => path).sort()).toEqual([
      "accounts.management.deploy",
      "accounts.workloads[0].id",
      "accounts.workloads[0].organizationalUnit",
      "accounts.workloads[1].id",
      "accounts.workloads[1].name",
      "archive.lifecycle.transitions[0]",
      "archive.objectLock",
      "archive.objectLock.mode",
      "archive.retentionDays",
      "homeRegion",
      "name",
      "organizationId",
      "state.bucket",
      "trail.dataEvents[0].arns[0]",
      "trail.dataEvents[0].arns[1]",
      "trail.nmae",
    ]);
  });

  it("names every breach of one rule, not the first", () => {
    expect(
      refused({
        "archive.retentionDays": 1,
        "archive.lifecycle.expireNoncurrentVersionsAfterDays": 2,
        governedRegions: ["us-east-1", "cn-north-1", "us-gov-west-1"],
      }).map(({ path }) => path),
    ).toEqual([
      "governedRegions",
      "governedRegions[1]",
      "governedRegions[2]",
      "archive.retentionDays",
      "archive.lifecycle.expireNoncurrentVersionsAfterDays",
    ]);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a list", [minimalOrganization()]],
    ["text", "askflorence"],
    ["a function that would return one", minimalOrganization],
  ])("refuses %s in place of an organization", (_, input) => {
    const rule = expect.stringContaining("an object");
    expect(parseOrganization(input)).toEqual({
      ok: false,
      problems: [expect.objectContaining({ path: "(organization)", value: input, rule })],
    });
  });

  it("holds an organization that inherits its fields to the rules between them", () => {
    const base = changed(minimalOrganization(), { "accounts.logArchive.id": "111122223333" });
    expect(parseOrganization(Object.create(base))).toMatchObject({
      ok: false,
      problems: [{ path: "accounts.logArchive.id" }],
    });
  });

  it.each<[string, Change]>([
    ["an unknown key", { self: circular() }],
    ["a backend that is neither", { state: { backend: "gcs", options: circular() } }],
    ["a known key", { "archive.objectLock": circular() }],
  ])("comes to an end where a value contains itself: below %s", (_, change) => {
    expect(refused(change)).not.toEqual([]);
  });

  it("takes a key that is there without a value for one that is left out", () => {
    const lock = { mode: "COMPLIANCE", days: undefined };
    expect(parsed({ "archive.objectLock": { ...lock, years: 7 } })).toMatchObject({ ok: true });
    expect(refused({ "archive.objectLock": { ...lock, years: undefined } })).toMatchObject([
      { path: "archive.objectLock" },
    ]);
  });

  it("fills in what an author may leave out", () => {
    expect(parsed({ "accounts.workloads": undefined })).toMatchObject({
      ok: true,
      organization: {
        accounts: { workloads: [] },
        trail: {
          logGroupRetentionDays: 365,
          insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
          dataEvents: [],
        },
        archive: { lifecycle: { transitions: [] }, readers: [], accountsReadOwnLogs: false },
        alerts: { emails: [], webhooks: [] },
        forwarding: { stackSetFrom: 21 },
        state: { backend: "local" },
        tags: {},
      },
    });
  });

  it("fills in what is left out of alerts and forwarding alone", () => {
    expect(parsed({ alerts: { emails: ["a@example.com"] }, forwarding: {} })).toMatchObject({
      ok: true,
      organization: { alerts: { emails: ["a@example.com"], webhooks: [] }, forwarding: { stackSetFrom: 21 } },
    });
  });

  it.each<[string, Change]>([
    ["the minimum", {}],
    ["a retention of exactly the lock", { "archive.retentionDays": 2557 }],
    [
      "old versions that expire on the lock's last day",
      { "archive.lifecycle.expireNoncurrentVersionsAfterDays": 2557 },
    ],
    ["a retention of the longest lock", { "archive.objectLock.years": 100, "archive.retentionDays": 36_525 }],
    ["a lock in days", { "archive.objectLock": { mode: "COMPLIANCE", days: 2555 }, "archive.retentionDays": 2555 }],
    ["a bucket name with the last room for `-access-logs`", { "archive.bucketName": "a".repeat(51) }],
    ["a bucket name of digits and hyphens", { "archive.bucketName": "192-168-5-4" }],
    ["a bucket name that has a reserved suffix inside", { "archive.bucketName": "acme-s3alias-logs" }],
    [
      "data events of a bucket that begins as the archive does",
      objectEvents("arn:aws:s3:::acme-logs-of-others/").change,
    ],
    ["data events of a bucket that the archive's name begins with", objectEvents("arn:aws:s3:::acme/").change],
    ["data events of a key prefix", objectEvents("arn:aws:s3:::patients/records/2026").change],
    ["an account two units below a guarded one", { "accounts.workloads[0].organizationalUnit": "Workloads/Eu/Prod" }],
    ["an account in a guarded unit itself", { "accounts.workloads[0].organizationalUnit": "Workloads" }],
    [
      "two guarded units below the same one",
      { "guardrails.organizationalUnits": ["Security", "Workloads/Prod", "Workloads/Dev"] },
    ],
    ["an organizational unit with spaces", { "guardrails.organizationalUnits": ["Security", "Workloads", "On Hold"] }],
    ["a role with its path", { "accounts.management.deploy.roleName": "platform/audit/Deployer" }],
    [
      "a reader of an SSO permission set with the longest name",
      { "archive.readers": [{ accountId: "444455556666", role: { permissionSet: "_+=,.@-".padEnd(32, "x") } }] },
    ],
    [
      "a permission set that deploys, where a profile reaches each member account with a stack",
      {
        "guardrails.deployRole": { permissionSet: "AdministratorAccess" },
        "accounts.workloads[0].deploy": { profile: "prod" },
      },
    ],
    [
      "a permission set that deploys beside a StackSet, whose accounts nobody reaches",
      { "guardrails.deployRole": { permissionSet: "AdministratorAccess" }, "forwarding.stackSetFrom": 1 },
    ],
    ["a reader by a short name", { "archive.readers": [{ accountId: "444455556666", role: "Ops" }] }],
    [
      "a reader outside the described accounts",
      { "archive.readers": [{ accountId: "999900001111", role: "Auditor" }] },
    ],
    ["a workload whose name begins with another stack's", { "accounts.workloads[0].name": "security-tools" }],
    ["an account id that begins with zeros", { "accounts.workloads[0].id": "000000000012" }],
    ["STANDARD_IA on the day S3 allows it", transitions({ afterDays: 30, storageClass: "STANDARD_IA" }).change],
    ["INTELLIGENT_TIERING at once", transitions({ afterDays: 0, storageClass: "INTELLIGENT_TIERING" }).change],
    [
      "an account outside the guarded units where the policies hold at the root",
      { "guardrails.attachToRoot": true, "accounts.workloads[0].organizationalUnit": "Sandbox" },
    ],
    [
      "a class 30 days after STANDARD_IA",
      transitions({ afterDays: 30, storageClass: "STANDARD_IA" }, { afterDays: 60, storageClass: "GLACIER" }).change,
    ],
    [
      "a class a day after one that asks for no 30 days",
      transitions({ afterDays: 0, storageClass: "INTELLIGENT_TIERING" }, { afterDays: 1, storageClass: "GLACIER" })
        .change,
    ],
    ["a role with the longest path", { "accounts.management.deploy.roleName": `${"p".repeat(510)}/${"D".repeat(64)}` }],
    ["a webhook of the longest address", { "alerts.webhooks": [`https://example.com/${"a".repeat(2028)}`] }],
    [
      "state in a bucket of an account's own namespace",
      s3State({ bucket: "acme-444455556666-eu-central-1-an" }).change,
    ],
    ["state in a bucket with periods", s3State({ bucket: "state.acme.example" }).change],
    ["tags that differ by more than case", { tags: { Team: "audit", team2: "audit" } }],
    ["no Insights", { "trail.insights": [] }],
    ["e-mail addresses with a sub-address", { "alerts.emails": ["o'neil+audit@sub.example.co.uk", "x_1@ab.io"] }],
    ["a webhook with a query", { "alerts.webhooks": ["https://events.example.com:8443/v2/audit?key=a%20b&c=d#e"] }],
    ["runbooks of the longest address", { "alerts.runbooks": `https://example.com/${"a".repeat(480)}` }],
    ["runbooks of a site", { "alerts.runbooks": "https://runbooks.example.com" }],
    ["a security account that was", { "accounts.former": [{ name: "security", id: "777788889999" }] }],
    [
      "a workload whose stack gives way to a StackSet",
      { "forwarding.stackSetFrom": 0, "accounts.former": [{ name: "prod", id: "123456789012" }] },
    ],
    [
      "units whose paths cdktf would write alike",
      { "guardrails.organizationalUnits": ["Security", "Workloads", "Workloads/Prod", "Workloads--Prod"] },
    ],
    ["auditors of one organization", { auditorAccess: { permissionSet: "SecurityAudit", lastDay: "2028-02-29" } }],
    [
      "auditors whose last day was long ago: what a description says stays true",
      { auditorAccess: { permissionSet: "SecurityAudit", external: [{ ...EXTERNAL, lastDay: "2001-01-31" }] } },
    ],
    ["one StackSet from the start", { "forwarding.stackSetFrom": 0 }],
    ["no StackSet ever", { "forwarding.stackSetFrom": 1000 }],
    [
      "a thousand workloads that a StackSet forwards for, with a deploy role",
      { "guardrails.deployRole": "Deployer", "accounts.workloads": workloads(1000) },
    ],
    ["another partition", { homeRegion: "cn-north-1", governedRegions: ["cn-north-1", "cn-northwest-1"] }],
    ["state in a bucket that begins as the archive does", s3State({ bucket: "acme-logs-state" }).change],
    ["a tag without a value, in any script", { tags: { "équipe:審計": "" } }],
  ])("accepts %s", (_, change) => {
    expect(parsed(change)).toMatchObject({ ok: true });
  });
});

/** An auditor from outside with something changed, which is refused at the path behind it. */
function external(changes: Readonly<Record<string, unknown>>, at: string, rule: string, remedy: string): Refusal {
  const auditor = definedIn({ ...EXTERNAL, ...changes });
  const path = `auditorAccess.external[0]${at}`;
  const value = at
    .split(".")
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], auditor);
  return {
    change: { auditorAccess: { permissionSet: "SecurityAudit", external: [auditor] } },
    path,
    value,
    rule,
    remedy,
  };
}

function externalUser(changes: Readonly<Record<string, unknown>>, at: string, rule: string, remedy: string): Refusal {
  const user = definedIn({ accountId: "222233334444", name: "jane.doe", externalId: "7c1f3f6e", ...changes });
  return external({ permissionSet: undefined, user }, at, rule, remedy);
}

function definedIn(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function objectEvents(...arns: string[]): Pick<Refusal, "change" | "path" | "value"> {
  return dataEvents("AWS::S3::Object", ...arns);
}

/** The first ARN is the one that is refused. */
function dataEvents(resourceType: string, ...arns: string[]): Pick<Refusal, "change" | "path" | "value"> {
  return {
    change: { "trail.dataEvents": [{ name: "watched", resourceType, arns }] },
    path: "trail.dataEvents[0].arns[0]",
    value: arns[0],
  };
}

/** The last of them is the one that is refused. */
function transitions(...all: { afterDays: number; storageClass: string }[]): Refusal {
  return {
    change: { "archive.lifecycle.transitions": all },
    path: `archive.lifecycle.transitions[${all.length - 1}]`,
    value: all.at(-1),
    rule: "later and cheaper than the one before it",
    remedy: "sort the transitions",
  };
}

function workloads(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    name: `workload-${index}`,
    id: String(200_000_000_000 + index),
    organizationalUnit: "Workloads",
  }));
}

function circular(): object {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}

function s3State(settings: Readonly<Record<string, unknown>>): Pick<Refusal, "change"> {
  return { change: { state: { backend: "s3", bucket: "acme-state", region: "eu-central-1", ...settings } } };
}

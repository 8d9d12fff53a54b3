import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/naming";
import { targetIdsOf } from "../support/attachments";
import { askflorence, type EmittedStack, stackOf, synthesized } from "../support/synthesized";

/** Each row of the table of what is live since 2026-04-18, as it stands in the emitted Terraform. */
describe("AskFlorence as it is live", () => {
  const names = namesOf(askflorence);
  const logArchive = () => stackOf(askflorence, "log-archive");
  const management = () => stackOf(askflorence, "management");

  it("organization: o-vefew8kgv1, home us-east-1, a stack for each account whose id is known", () => {
    const stacks = synthesized(askflorence);
    expect([...stacks.keys()]).toEqual(["log-archive", "management"]);
    expect(stacks.get("management")?.onlyData("aws_organizations_organization")).toMatchObject({
      lifecycle: {
        postcondition: expect.arrayContaining([
          expect.objectContaining({ condition: '${self.id == "o-vefew8kgv1"}' }),
          expect.objectContaining({ condition: '${self.master_account_id == "778477254880"}' }),
        ]),
      },
    });
  });

  it("accounts: management 778477254880 and log-archive 754660694122, in us-east-1", () => {
    const used = (stack: EmittedStack) => {
      const named = new Set(stack.blocks().map(([, { provider }]) => provider));
      return stack.providers().filter(({ alias }) => named.has(`aws.${alias}`));
    };
    expect(used(management())).toMatchObject([
      { alias: "management", region: "us-east-1", allowed_account_ids: ["778477254880"] },
      { alias: "log-archive", region: "us-east-1", allowed_account_ids: ["754660694122"] },
    ]);
    // The management account is asked for the organization's accounts, which queries read.
    expect(used(logArchive())).toMatchObject([
      { alias: "log-archive", region: "us-east-1", allowed_account_ids: ["754660694122"] },
      { alias: "management", region: "us-east-1", allowed_account_ids: ["778477254880"] },
    ]);
  });

  it("trail: askflorence-org-trail; multi-region, organization, global service events, log file validation", () => {
    expect(names.trail.arn).toBe("arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail");
    expect(management().only("aws_cloudtrail")).toMatchObject({
      name: "askflorence-org-trail",
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
      s3_bucket_name: "askflorence-org-cloudtrail-logs-754660694122",
    });
  });

  it("bucket: askflorence-org-cloudtrail-logs-754660694122; versioning; Object Lock COMPLIANCE 7 years", () => {
    const stack = logArchive();
    expect(stack.at("log-archive-bucket/bucket")).toMatchObject({
      bucket: "askflorence-org-cloudtrail-logs-754660694122",
      object_lock_enabled: true,
    });
    expect(stack.at("log-archive-bucket/versioning")).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(stack.only("aws_s3_bucket_object_lock_configuration")).toMatchObject({
      rule: { default_retention: { mode: "COMPLIANCE", years: 7 } },
    });
  });

  it("key: alias/askflorence-org-logs, the live key's ARN, yearly rotation", () => {
    expect(logArchive().only("aws_kms_alias")).toMatchObject({ name: "alias/askflorence-org-logs" });
    expect(logArchive().only("aws_kms_key")).toMatchObject({ enable_key_rotation: true });
    const lookup = management().onlyData("aws_kms_alias");
    expect(lookup).toMatchObject({ name: "alias/askflorence-org-logs", provider: "aws.log-archive" });
    expect(JSON.stringify(lookup)).toContain(
      "arn:aws:kms:us-east-1:754660694122:key/e9dfcdbe-19e1-491c-a8f9-d17612cf6353",
    );
  });

  it("log group: /aws/cloudtrail/askflorence-org-trail, 365 days", () => {
    expect(management().at("org-trail/log-group")).toMatchObject({
      name: "/aws/cloudtrail/askflorence-org-trail",
      retention_in_days: 365,
    });
  });

  it("role: arn:aws:iam::778477254880:role/CloudTrailToCloudWatchLogsRole", () => {
    expect(names.trailLogsRole.arn).toBe("arn:aws:iam::778477254880:role/CloudTrailToCloudWatchLogsRole");
    expect(management().at("org-trail/logs-role")).toMatchObject({ name: "CloudTrailToCloudWatchLogsRole" });
  });

  it("events: read and write management events, no data events", () => {
    expect(management().only("aws_cloudtrail").advanced_event_selector).toEqual([
      { name: "Management events selector", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    ]);
  });

  it("Insights: ApiCallRateInsight, ApiErrorRateInsight", () => {
    expect(management().only("aws_cloudtrail").insight_selector).toEqual([
      { insight_type: "ApiCallRateInsight" },
      { insight_type: "ApiErrorRateInsight" },
    ]);
  });

  it("SCP: ScpBaseline on Prod, Non-Prod, Security denies exactly the four actions", () => {
    const stack = management();
    const policy = stack.at("cloud-trail-scp/baseline/policy");
    expect(policy).toMatchObject({ name: "ScpBaseline", type: "SERVICE_CONTROL_POLICY" });
    expect(JSON.parse(String(policy.content)).Statement).toMatchObject([
      {
        Effect: "Deny",
        Action: [
          "cloudtrail:DeleteTrail",
          "cloudtrail:PutEventSelectors",
          "cloudtrail:StopLogging",
          "cloudtrail:UpdateTrail",
        ],
        Resource: "*",
      },
    ]);
    const units = ["Prod", "Non-Prod", "Security"].map((unit) => {
      const [address] = stack.blocks().find(([, { name }]) => name === unit) ?? [];
      return `\${${address}.id}`;
    });
    expect(targetIdsOf(stack.at("cloud-trail-scp/baseline/attachments"))).toEqual(units);
  });

  it("nothing more is live: nobody is subscribed, no StackSet forwards", () => {
    expect(
      management()
        .resources("aws_sns_topic_subscription")
        .map(([, { protocol }]) => protocol),
    ).toEqual(["sqs", "sqs", "sqs"]);
    expect(management().resources("aws_cloudformation_stack_set")).toEqual([]);
  });

  it("changes: only through SSO AdministratorAccess, in the log archive too", () => {
    expect(askflorence.guardrails.deployRole).toEqual({ permissionSet: "AdministratorAccess" });
    const policy = JSON.parse(String(logArchive().at("log-archive-bucket/policy").policy));
    const deny = policy.Statement.find(({ Sid }: { Sid: string }) => Sid === "DenyBucketChangesExceptByDeployRole");
    expect(deny.Condition).toEqual({
      ArnNotLike: {
        "aws:PrincipalArn":
          "arn:aws:iam::754660694122:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_AdministratorAccess_????????????????",
      },
    });
  });

  it("access: the incident role reads, by itself or by the analyst's or the auditor's role that only it may take, and no other", () => {
    const policy = JSON.parse(String(logArchive().at("log-archive-bucket/policy").policy));
    const deny = policy.Statement.find(({ Sid }: { Sid: string }) => Sid === "DenyReadsExceptByReaders");
    expect(deny.Condition).toEqual({
      ArnNotLike: {
        "aws:PrincipalArn": [
          "arn:aws:iam::754660694122:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_SecurityAudit_*",
          "arn:aws:iam::754660694122:role/askflorence-org-audit-analyst",
          "arn:aws:iam::754660694122:role/askflorence-org-audit-auditor",
        ],
      },
    });
    const trust = JSON.parse(String(logArchive().at("workbench/analyst-role").assume_role_policy));
    expect(trust.Statement).toMatchObject([
      {
        Principal: { AWS: ["arn:aws:iam::754660694122:root"] },
        Condition: {
          ArnLike: {
            "aws:PrincipalArn": [
              "arn:aws:iam::754660694122:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_SecurityAudit_*",
            ],
          },
        },
      },
    ]);
  });
});

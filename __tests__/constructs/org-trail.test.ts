import { describe, expect, it } from "vitest";
import { example, stackOf } from "../support/synthesized";

describe("OrgTrail", () => {
  const stack = () => stackOf(example, "management");
  const trail = () => stack().at("org-trail/trail");

  it("covers every account and region, with tamper evidence", () => {
    expect(trail()).toMatchObject({
      is_organization_trail: true,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
    });
  });

  it("encrypts with the key that the log-archive account's alias names", () => {
    expect(trail().kms_key_id).toMatch(/^\$\{data\.aws_kms_alias\..+\.target_key_arn\}$/);
  });

  it("writes to its log group by reference, with the ending that CloudTrail wants", () => {
    expect(trail().cloud_watch_logs_group_arn).toMatch(/^\$\{aws_cloudwatch_log_group\..+\.arn\}:\*$/);
  });

  it("comes after what it is tried against: trusted access, role permissions, topic permissions", () => {
    expect(trail().depends_on).toEqual([
      expect.stringMatching(/^data\.aws_organizations_organization\./),
      expect.stringMatching(/^aws_iam_role_policy\./),
      expect.stringMatching(/^aws_sns_topic_policy\./),
    ]);
  });

  it("records the data events of named resources: objects by prefix, functions and tables exactly", () => {
    expect(trail().advanced_event_selector).toEqual([
      { name: "Management events selector", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
      {
        name: "Objects of the patient records bucket",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::S3::Object"] },
          { field: "resources.ARN", starts_with: ["arn:aws:s3:::example-patient-records/"] },
        ],
      },
      {
        name: "Calls of the claims export function",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::Lambda::Function"] },
          { field: "resources.ARN", equals: ["arn:aws:lambda:eu-central-1:123456789012:function:claims-export"] },
        ],
      },
      {
        name: "Writes to the consents table",
        field_selector: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::DynamoDB::Table"] },
          { field: "resources.ARN", equals: ["arn:aws:dynamodb:eu-central-1:123456789012:table/consents"] },
          { field: "readOnly", equals: ["false"] },
        ],
      },
    ]);
  });

  it("lets its role write the management account's streams and the organization's, and nothing else", () => {
    const group = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/cloudtrail/example-org-trail";
    expect(JSON.parse(String(stack().at("org-trail/logs-role-policy").policy)).Statement).toEqual([
      {
        Sid: "AllowLogStreamDelivery",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`${group}:log-stream:111122223333_CloudTrail_eu-central-1*`, `${group}:log-stream:o-exampleorgid_*`],
      },
    ]);
  });

  it("lends its role to CloudTrail without a condition, which would end delivery", () => {
    const { Statement } = JSON.parse(String(stack().at("org-trail/logs-role").assume_role_policy));
    expect(Statement).toEqual([
      {
        Sid: "AllowTrailToAssume",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("encrypts its log group and its delivery topic with a key of its own", () => {
    const key = expect.stringMatching(/^\$\{aws_kms_key\.org-trail_key.+\.arn\}$/);
    expect(stack().at("org-trail/log-group")).toMatchObject({ kms_key_id: key, retention_in_days: 731 });
    expect(stack().at("org-trail/delivery-topic")).toMatchObject({ kms_master_key_id: key });
    expect(stack().at("org-trail/key")).toMatchObject({ enable_key_rotation: true });
  });
});

import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import { askflorence, example, synthesized, valid } from "../support/synthesized";

describe("the stacks of an organization", () => {
  it("are one for each account, in an order that needs no other stack's outputs", () => {
    const dependencies = [...synthesized(example).values()].map((stack) => [stack.name, stack.dependencies]);
    expect(dependencies).toEqual([
      ["log-archive", []],
      ["management", ["log-archive"]],
      ["security", ["management"]],
      ["dev", ["security"]],
      ["prod", ["security"]],
    ]);
  });

  it("grow by one where a workload's id is added, with the management account as hub", () => {
    const { security: _, ...accounts } = exampleInput.accounts;
    const stacks = synthesized(valid({ ...exampleInput, accounts }));
    expect([...stacks.keys()]).toEqual(["log-archive", "management", "dev", "prod"]);
    expect(stacks.get("prod")?.dependencies).toEqual(["management"]);
    expect(stacks.get("management")?.only("aws_cloudwatch_event_bus")).toMatchObject({ name: "example-org-audit" });
    expect(stacks.get("prod")?.only("aws_cloudwatch_event_target")).toMatchObject({
      arn: "arn:aws:events:eu-central-1:111122223333:event-bus/example-org-audit",
    });
  });

  it("speak of their own partition alone: in China nothing is of `aws`", () => {
    const regions = { homeRegion: "cn-north-1", governedRegions: ["cn-north-1"] };
    const stacks = synthesized(valid({ ...exampleInput, ...regions, trail: { name: "example-org-trail" } }));
    const emitted = [...stacks.values()].map(({ json }) => JSON.stringify(json)).join();
    expect(emitted).not.toContain("arn:aws:");
    expect(emitted).toContain("arn:aws-cn:cloudtrail:cn-north-1:111122223333:trail/example-org-trail");
    expect(emitted).toContain("s3.cn-north-1.amazonaws.com.cn");
    expect(emitted).toContain("logs.cn-north-1.amazonaws.com.cn");
    for (const service of ["cloudtrail", "events", "logging.s3"])
      expect(emitted).toContain(`${service}.amazonaws.com\\"`);
  });

  it("keep their state addresses: a rename is a destroy and a create unless it is a move", () => {
    const addresses = [askflorence, example].flatMap((organization) =>
      [...synthesized(organization).values()].flatMap((stack) =>
        stack.blocks().map(([address]) => `${organization.name} ${stack.name} ${address}`),
      ),
    );
    expect(addresses.sort().join("\n")).toMatchInlineSnapshot(`
      "askflorence log-archive aws_kms_alias.org-logs-key_alias_F6CDFA45
      askflorence log-archive aws_kms_key.org-logs-key_8009EB3F
      askflorence log-archive aws_s3_account_public_access_block.public-access-block
      askflorence log-archive aws_s3_bucket.log-archive-bucket_541B2520
      askflorence log-archive aws_s3_bucket.log-archive-bucket_access-logs_bucket_88DB564C
      askflorence log-archive aws_s3_bucket_lifecycle_configuration.log-archive-bucket_access-logs_lifecycle_934FA24C
      askflorence log-archive aws_s3_bucket_lifecycle_configuration.log-archive-bucket_lifecycle_166A53FE
      askflorence log-archive aws_s3_bucket_logging.log-archive-bucket_logging_6DEAAB0E
      askflorence log-archive aws_s3_bucket_metric.log-archive-bucket_metrics_6D7F9B0C
      askflorence log-archive aws_s3_bucket_notification.log-archive-bucket_access-logs_notification_BA8DDBAA
      askflorence log-archive aws_s3_bucket_notification.log-archive-bucket_notification_9BA5B7EA
      askflorence log-archive aws_s3_bucket_object_lock_configuration.log-archive-bucket_object-lock_83E3D15B
      askflorence log-archive aws_s3_bucket_ownership_controls.log-archive-bucket_access-logs_ownership-controls_B2CD743B
      askflorence log-archive aws_s3_bucket_ownership_controls.log-archive-bucket_ownership-controls_99FDE698
      askflorence log-archive aws_s3_bucket_policy.log-archive-bucket_access-logs_policy_1BFD6EA4
      askflorence log-archive aws_s3_bucket_policy.log-archive-bucket_policy_02625828
      askflorence log-archive aws_s3_bucket_public_access_block.log-archive-bucket_access-logs_public-access-block_BB3868F1
      askflorence log-archive aws_s3_bucket_public_access_block.log-archive-bucket_public-access-block_0EC07BAC
      askflorence log-archive aws_s3_bucket_server_side_encryption_configuration.log-archive-bucket_access-logs_encryption_A81DB193
      askflorence log-archive aws_s3_bucket_server_side_encryption_configuration.log-archive-bucket_encryption_EFADF317
      askflorence log-archive aws_s3_bucket_versioning.log-archive-bucket_access-logs_versioning_E04B0ECA
      askflorence log-archive aws_s3_bucket_versioning.log-archive-bucket_versioning_895593EE
      askflorence management aws_cloudtrail.org-trail_715E4F6C
      askflorence management aws_cloudwatch_event_bus.audit-bus_D0FE7F37
      askflorence management aws_cloudwatch_event_bus_policy.audit-bus_policy_66051556
      askflorence management aws_cloudwatch_log_group.org-trail_log-group_E89F059F
      askflorence management aws_iam_role.org-trail_logs-role_A0F83968
      askflorence management aws_iam_role_policy.org-trail_logs-role-policy_39891EF5
      askflorence management aws_kms_alias.org-trail_key-alias_FE3A32BC
      askflorence management aws_kms_key.org-trail_key_A327BC15
      askflorence management aws_organizations_policy.cloud-trail-scp_archive_policy_72DFED6C
      askflorence management aws_organizations_policy.cloud-trail-scp_baseline_policy_D0850106
      askflorence management aws_organizations_policy.cloud-trail-scp_trail_policy_DB154630
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_archive_attachment-754660694122_100BBE9B
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-ou-Non-Prod_45F048EB
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-ou-Prod_7865292D
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-ou-Security_C6566C61
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-ou-Non-Prod_FD001F70
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-ou-Prod_52C3C52D
      askflorence management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-ou-Security_D616B426
      askflorence management aws_sns_topic.org-trail_delivery-topic_E623037B
      askflorence management aws_sns_topic_policy.org-trail_delivery-topic-policy_0F43CE9D
      askflorence management data.aws_kms_alias.archive-key_alias_78DB5661
      askflorence management data.aws_organizations_organization.prerequisites_organization_4AC91F20
      askflorence management data.aws_organizations_organizational_unit.organizational-units_ou-Non-Prod_unit_00080FB7
      askflorence management data.aws_organizations_organizational_unit.organizational-units_ou-Prod_unit_8659AD49
      askflorence management data.aws_organizations_organizational_unit.organizational-units_ou-Security_unit_85D78D23
      example dev aws_cloudwatch_event_rule.trail-tampering-forwarder_rule_6C279454
      example dev aws_cloudwatch_event_target.trail-tampering-forwarder_target_B201E87A
      example dev aws_iam_role.trail-tampering-forwarder_role_5AC2A20E
      example dev aws_iam_role_policy.trail-tampering-forwarder_role-policy_D45AF462
      example log-archive aws_kms_alias.org-logs-key_alias_F6CDFA45
      example log-archive aws_kms_key.org-logs-key_8009EB3F
      example log-archive aws_s3_account_public_access_block.public-access-block
      example log-archive aws_s3_bucket.log-archive-bucket_541B2520
      example log-archive aws_s3_bucket.log-archive-bucket_access-logs_bucket_88DB564C
      example log-archive aws_s3_bucket_lifecycle_configuration.log-archive-bucket_access-logs_lifecycle_934FA24C
      example log-archive aws_s3_bucket_lifecycle_configuration.log-archive-bucket_lifecycle_166A53FE
      example log-archive aws_s3_bucket_logging.log-archive-bucket_logging_6DEAAB0E
      example log-archive aws_s3_bucket_metric.log-archive-bucket_metrics_6D7F9B0C
      example log-archive aws_s3_bucket_notification.log-archive-bucket_access-logs_notification_BA8DDBAA
      example log-archive aws_s3_bucket_notification.log-archive-bucket_notification_9BA5B7EA
      example log-archive aws_s3_bucket_object_lock_configuration.log-archive-bucket_object-lock_83E3D15B
      example log-archive aws_s3_bucket_ownership_controls.log-archive-bucket_access-logs_ownership-controls_B2CD743B
      example log-archive aws_s3_bucket_ownership_controls.log-archive-bucket_ownership-controls_99FDE698
      example log-archive aws_s3_bucket_policy.log-archive-bucket_access-logs_policy_1BFD6EA4
      example log-archive aws_s3_bucket_policy.log-archive-bucket_policy_02625828
      example log-archive aws_s3_bucket_public_access_block.log-archive-bucket_access-logs_public-access-block_BB3868F1
      example log-archive aws_s3_bucket_public_access_block.log-archive-bucket_public-access-block_0EC07BAC
      example log-archive aws_s3_bucket_server_side_encryption_configuration.log-archive-bucket_access-logs_encryption_A81DB193
      example log-archive aws_s3_bucket_server_side_encryption_configuration.log-archive-bucket_encryption_EFADF317
      example log-archive aws_s3_bucket_versioning.log-archive-bucket_access-logs_versioning_E04B0ECA
      example log-archive aws_s3_bucket_versioning.log-archive-bucket_versioning_895593EE
      example management aws_cloudtrail.org-trail_715E4F6C
      example management aws_cloudtrail_organization_delegated_admin_account.delegated-administrator_cloudtrail_2000F1FF
      example management aws_cloudwatch_log_group.org-trail_log-group_E89F059F
      example management aws_iam_role.org-trail_logs-role_A0F83968
      example management aws_iam_role_policy.org-trail_logs-role-policy_39891EF5
      example management aws_kms_alias.org-trail_key-alias_FE3A32BC
      example management aws_kms_key.org-trail_key_A327BC15
      example management aws_organizations_policy.archive-rcp_archive_policy_2971D2A4
      example management aws_organizations_policy.cloud-trail-scp_archive_policy_72DFED6C
      example management aws_organizations_policy.cloud-trail-scp_baseline_policy_D0850106
      example management aws_organizations_policy.cloud-trail-scp_detection_policy_72136223
      example management aws_organizations_policy.cloud-trail-scp_trail_policy_DB154630
      example management aws_organizations_policy_attachment.archive-rcp_archive_attachment-444455556666_677FDCA7
      example management aws_organizations_policy_attachment.cloud-trail-scp_archive_attachment-444455556666_2636C89C
      example management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-ou-Security_C6566C61
      example management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-ou-Workloads--Non-Prod_11EA3BD9
      example management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-ou-Workloads--Prod_4A08C46F
      example management aws_organizations_policy_attachment.cloud-trail-scp_baseline_attachment-root_29C8ED69
      example management aws_organizations_policy_attachment.cloud-trail-scp_detection_attachment-ou-Security_ADA564E6
      example management aws_organizations_policy_attachment.cloud-trail-scp_detection_attachment-ou-Workloads--Non-Prod_A09EE52F
      example management aws_organizations_policy_attachment.cloud-trail-scp_detection_attachment-ou-Workloads--Prod_5D239BA3
      example management aws_organizations_policy_attachment.cloud-trail-scp_detection_attachment-root_B6EF7687
      example management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-ou-Security_D616B426
      example management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-ou-Workloads--Non-Prod_D2EAC472
      example management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-ou-Workloads--Prod_F6800C97
      example management aws_organizations_policy_attachment.cloud-trail-scp_trail_attachment-root_BF7C0610
      example management aws_sns_topic.org-trail_delivery-topic_E623037B
      example management aws_sns_topic_policy.org-trail_delivery-topic-policy_0F43CE9D
      example management data.aws_kms_alias.archive-key_alias_78DB5661
      example management data.aws_organizations_organization.prerequisites_organization_4AC91F20
      example management data.aws_organizations_organizational_unit.organizational-units_ou-Security_unit_85D78D23
      example management data.aws_organizations_organizational_unit.organizational-units_ou-Workloads_ou-Non-Prod_unit_0641E0AE
      example management data.aws_organizations_organizational_unit.organizational-units_ou-Workloads_ou-Prod_unit_408129E7
      example management data.aws_organizations_organizational_unit.organizational-units_ou-Workloads_unit_6C4B0B2E
      example prod aws_cloudwatch_event_rule.trail-tampering-forwarder_rule_6C279454
      example prod aws_cloudwatch_event_target.trail-tampering-forwarder_target_B201E87A
      example prod aws_iam_role.trail-tampering-forwarder_role_5AC2A20E
      example prod aws_iam_role_policy.trail-tampering-forwarder_role-policy_D45AF462
      example security aws_cloudwatch_event_bus.audit-bus_D0FE7F37
      example security aws_cloudwatch_event_bus_policy.audit-bus_policy_66051556"
    `);
  });
});

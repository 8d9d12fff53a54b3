import type { OrganizationInput } from "../src/config/organization";

/** Five accounts, with the ids that AWS uses in its documentation, and every option on. Copy it for your own. */
const example: OrganizationInput = {
  name: "example",
  organizationId: "o-exampleorgid",
  homeRegion: "eu-central-1",
  governedRegions: ["eu-central-1", "eu-west-1", "us-east-1"],
  accounts: {
    management: { id: "111122223333", deploy: { roleName: "OrgAuditDeployer" } },
    logArchive: { id: "444455556666", organizationalUnit: "Security", deploy: { roleName: "OrgAuditDeployer" } },
    security: { id: "777788889999", organizationalUnit: "Security", deploy: { roleName: "OrgAuditDeployer" } },
    workloads: [
      {
        name: "prod",
        id: "123456789012",
        organizationalUnit: "Workloads/Prod",
        deploy: { roleName: "OrgAuditDeployer" },
      },
      {
        name: "dev",
        id: "210987654321",
        organizationalUnit: "Workloads/Non-Prod",
        deploy: { roleName: "OrgAuditDeployer" },
      },
    ],
  },
  trail: {
    name: "example-org-trail",
    logGroupRetentionDays: 731,
    insights: ["ApiCallRateInsight", "ApiErrorRateInsight"],
    logGroupReaders: [{ permissionSet: "SecurityAudit" }],
    dataEvents: [
      {
        name: "Objects of the patient records bucket",
        resourceType: "AWS::S3::Object",
        arns: ["arn:aws:s3:::example-patient-records/"],
      },
      {
        name: "Calls of the claims export function",
        resourceType: "AWS::Lambda::Function",
        arns: ["arn:aws:lambda:eu-central-1:123456789012:function:claims-export"],
      },
      {
        name: "Writes to the consents table",
        resourceType: "AWS::DynamoDB::Table",
        arns: ["arn:aws:dynamodb:eu-central-1:123456789012:table/consents"],
        readWrite: "WriteOnly",
      },
    ],
  },
  archive: {
    bucketName: "example-org-cloudtrail-logs-444455556666",
    objectLock: { mode: "COMPLIANCE", days: 2557 },
    retentionDays: 3653,
    lifecycle: {
      transitions: [
        { afterDays: 90, storageClass: "GLACIER_IR" },
        { afterDays: 730, storageClass: "DEEP_ARCHIVE" },
      ],
      expireNoncurrentVersionsAfterDays: 2557,
    },
    readers: [
      { accountId: "777788889999", role: "Auditor" },
      { accountId: "444455556666", role: { permissionSet: "SecurityAudit" } },
    ],
    accountsReadOwnLogs: true,
  },
  key: { alias: "alias/example-org-logs" },
  guardrails: {
    organizationalUnits: ["Security", "Workloads/Prod", "Workloads/Non-Prod"],
    deployRole: "OrgAuditDeployer",
    attachToRoot: true,
    resourceControlPolicy: true,
    controlTower: true,
    roleBoundary: true,
  },
  alerts: {
    emails: ["security@example.com"],
    webhooks: ["https://events.example.com/integration/audit-trail"],
    runbooks: "https://github.com/example/org-audit-trail/blob/main/docs/runbooks",
    scanners: [{ accountId: "999988887777", role: "PostureScanner" }],
  },
  workbench: {
    analysts: [
      { accountId: "777788889999", role: "Auditor" },
      { accountId: "444455556666", role: { permissionSet: "SecurityAudit" } },
    ],
    queryLimitGigabytes: 250,
    resultDays: 14,
  },
  auditorAccess: {
    permissionSet: "SecurityAudit",
    external: [
      {
        name: "soc2-2027",
        user: {
          accountId: "222233334444",
          name: "auditors/jane.doe",
          externalId: "7c1f3f6e-2f0e-4d0b-9a53-0d4c8a1f5b6e",
        },
        lastDay: "2027-06-30",
      },
      { name: "hipaa-2027", permissionSet: "ExternalAudit", lastDay: "2027-09-30" },
    ],
  },
  state: { backend: "s3", bucket: "example-terraform-state", region: "eu-central-1", prefix: "org-audit-trail" },
  tags: { Organization: "example", ManagedBy: "terraform", DataClassification: "audit" },
};

export default example;

import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it, vi } from "vitest";
import type { Organization } from "../../src/config/organization";
import { type Declaration, type DeclaredPolicy, expectationOf } from "../../src/functions/trail-sentinel/declaration";
import { CHECK_IDS } from "../../src/functions/trail-sentinel/finding";
import { isCountOnly } from "../../src/functions/trail-sentinel/order";
import { namesOf } from "../../src/naming";
import { emittedAttachments } from "../support/attachments";
import { temporaryFolder } from "../support/organizations";
import { askflorence, type Block, example, exampleInHongKong, stackOf } from "../support/synthesized";

const PACKAGE = "trail-sentinel.zip";

function packageOf(organization: Organization): Uint8Array {
  const zip = stackOf(organization, "management").files.get(PACKAGE);
  if (zip === undefined) throw new Error(`${organization.name} has no ${PACKAGE}`);
  return zip;
}

function fileIn(organization: Organization, name: string): string {
  const file = unzipSync(packageOf(organization))[name];
  if (file === undefined) throw new Error(`no ${name} in ${PACKAGE}`);
  return strFromU8(file);
}

const declarationOf = (organization: Organization): Declaration => JSON.parse(fileIn(organization, "declaration.json"));

describe("TrailSentinel", () => {
  const stack = () => stackOf(example, "management");
  const sentinel = () => stack().at("trail-sentinel/function");
  const queueArn = "arn:aws:sqs:eu-central-1:111122223333:example-org-audit-sentinel-failed";

  it("runs on Node.js 22, on arm64, traced, for five minutes at most", () => {
    expect(sentinel()).toMatchObject({
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "index.handler",
      tracing_config: { mode: "Active" },
      timeout: 300,
      memory_size: 512,
    });
  });

  it("reserves no concurrency: an account with a limit of 10 would refuse it", () => {
    for (const organization of [askflorence, example]) {
      const { reserved_concurrent_executions } = stackOf(organization, "management").at("trail-sentinel/function");
      expect(reserved_concurrent_executions).toBeUndefined();
    }
  });

  it("ends a scheduled run, its retries too, before the next begins; the run of a joining account counts alone", () => {
    const { maximum_event_age_in_seconds } = stack().at("trail-sentinel/invoke-config");
    expect(stack().at("trail-sentinel/schedule-rule")).toMatchObject({ schedule_expression: "rate(15 minutes)" });
    expect(Number(maximum_event_age_in_seconds) + Number(sentinel().timeout)).toBeLessThanOrEqual(15 * 60);
    expect(stack().at("trail-sentinel/schedule-target").input).toBeUndefined();
    expect(isCountOnly(JSON.parse(String(stack().at("trail-sentinel/account-joined-target").input)))).toBe(true);
  });

  it("looks at the maximum of what runs count: two at once say the same", () => {
    const counts = stack()
      .resources("aws_cloudwatch_metric_alarm")
      .filter(([, { metric_name }]) => metric_name === "Findings");
    expect(counts).toHaveLength(CHECK_IDS.length);
    for (const [, { statistic }] of counts) expect(statistic).toBe("Maximum");
  });

  it("keeps what failed and was tried again in vain, in an encrypted queue that exists", () => {
    expect(sentinel()).toMatchObject({ dead_letter_config: { target_arn: queueArn } });
    expect(stack().at("trail-sentinel/failed/queue")).toMatchObject({
      name: queueArn.split(":").at(-1),
      kms_master_key_id: expect.stringMatching(/^\$\{aws_kms_key\.alert-key_/),
    });
    expect(stack().at("trail-sentinel/invoke-config")).toMatchObject({
      maximum_retry_attempts: 2,
      maximum_event_age_in_seconds: 600,
    });
  });

  it("encrypts its environment and its log, which it keeps for a year", () => {
    const key = expect.stringMatching(/^\$\{aws_kms_key\.alert-key_.+\.arn\}$/);
    expect(sentinel()).toMatchObject({ kms_key_arn: key });
    expect(stack().at("trail-sentinel/log-group")).toMatchObject({
      name: "/aws/lambda/example-org-audit-sentinel",
      retention_in_days: 365,
      kms_key_id: key,
    });
    expect(sentinel()).toMatchObject({
      logging_config: {
        log_format: "JSON",
        log_group: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\.trail-sentinel_log-group_/),
      },
    });
  });

  it("is told the archive's key, which Terraform alone knows, and no secret", () => {
    expect(sentinel().environment).toEqual({
      variables: { ARCHIVE_KEY_ARN: expect.stringMatching(/^\$\{data\.aws_kms_alias\..+\.target_key_arn\}$/) },
    });
  });

  it("comes after its permissions and its queue's, which Lambda tries", () => {
    expect(sentinel().depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\.trail-sentinel_role-policy_/),
      expect.stringMatching(/^aws_sqs_queue\.trail-sentinel_failed_queue_/),
    ]);
  });

  it.each([
    ["every quarter of an hour", "schedule", { schedule_expression: "rate(15 minutes)" }],
    ["when an account joins", "account-joined", { event_pattern: expect.stringContaining("CreateAccountResult") }],
  ])("runs %s, by a rule that alone may call it", (_title, id, when) => {
    const rule = stack().at(`trail-sentinel/${id}-rule`);
    const permission = stack().at(`trail-sentinel/${id}-permission`);
    const target = stack().at(`trail-sentinel/${id}-target`);
    expect(rule).toMatchObject(when);
    expect(permission).toMatchObject({
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      source_arn: `arn:aws:events:eu-central-1:111122223333:rule/${rule.name}`,
    });
    expect(target).toMatchObject({
      arn: expect.stringMatching(/^\$\{aws_lambda_function\.trail-sentinel_function_.+\.arn\}$/),
      depends_on: [expect.stringMatching(new RegExp(`^aws_lambda_permission\\.trail-sentinel_${id}-permission_`))],
    });
  });
});

describe("the sentinel's package", () => {
  it("is the same, byte for byte, of every synthesis: an apply uploads what changed", () => {
    expect(Buffer.compare(packageOf({ ...example }), packageOf(example))).toBe(0);
  });

  it("is the same wherever it is made from: esbuild names its sources, from the function's own folder", () => {
    const sources = [...fileIn(example, "index.js").matchAll(/^\/\/ (\S+\.ts)$/gm)].map(([, source = ""]) => source);
    const folder = join(__dirname, "../../src/functions/trail-sentinel");
    expect(sources).toContain("handler.ts");
    expect(sources.filter((source) => source.startsWith("..") || !existsSync(join(folder, source)))).toEqual([]);
  });

  it("differs where the organization differs", () => {
    expect(Buffer.compare(packageOf(askflorence), packageOf(example))).not.toBe(0);
  });

  it("stands beside the stack, where Terraform finds it, with the hash that tells versions apart", () => {
    const hash = createHash("sha256").update(packageOf(example)).digest("base64");
    expect(stackOf(example, "management").at("trail-sentinel/function")).toMatchObject({
      filename: PACKAGE,
      source_code_hash: hash,
    });
  });

  it("holds the bundle and the declaration, and nothing else", () => {
    expect(Object.keys(unzipSync(packageOf(example))).sort()).toEqual(["declaration.json", "index.js"]);
  });

  it("needs nothing at run time but Node.js and the SDK that Lambda brings", () => {
    const required = [...fileIn(example, "index.js").matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(required).not.toEqual([]);
    for (const name of required) expect(name).toMatch(/^(node:.+|fs|path|@aws-sdk\/client-[a-z0-9-]+)$/);
  });

  it("has the handler that the function names", (context) => {
    const folder = temporaryFolder(context);
    writeFileSync(join(folder, "declaration.json"), fileIn(example, "declaration.json"));
    vi.stubEnv("ARCHIVE_KEY_ARN", "arn:aws:kms:eu-central-1:444455556666:key/1");
    context.onTestFinished(() => void vi.unstubAllEnvs());
    const loaded: { exports: { handler?: unknown } } = { exports: {} };
    // As Node.js loads a CommonJS module, from a folder where the SDK cannot be found by looking upwards.
    const load = new Function("require", "module", "exports", "__dirname", fileIn(example, "index.js"));
    load(createRequire(__filename), loaded, loaded.exports, folder);
    expect(loaded.exports.handler).toBeTypeOf("function");
  });
});

describe.each([askflorence, example, exampleInHongKong])("the sentinel's declaration of $name", (organization) => {
  const stack = stackOf(organization, "management");
  const names = namesOf(organization);
  const declaration = declarationOf(organization);

  it("declares the organization and the accounts that it looks into", () => {
    expect(declaration).toMatchObject({
      organizationId: organization.organizationId,
      managementAccountId: organization.accounts.management.id,
      logArchiveAccountId: organization.accounts.logArchive.id,
      homeRegion: organization.homeRegion,
    });
  });

  it("declares the trail as it is emitted", () => {
    const trail = stack.only("aws_cloudtrail");
    expect(declaration.trail).toMatchObject({
      name: trail.name,
      bucketName: trail.s3_bucket_name,
      insights: (trail.insight_selector as readonly Block[]).map(({ insight_type }) => insight_type),
      arn: names.trail.arn,
      logsRoleArn: `arn:aws:iam::${organization.accounts.management.id}:role/${stack.at("org-trail/logs-role").name}`,
    });
    expect(declaration.trail.logGroupArn).toMatch(
      new RegExp(`:log-group:${stack.at("org-trail/log-group").name}:\\*$`),
    );
    expect(declaration.trail.deliveryTopicArn.split(":").at(-1)).toBe(stack.at("org-trail/delivery-topic").name);
    expect(
      declaration.trail.selectors.map(({ name, fieldSelectors }) => ({
        name,
        field_selector: fieldSelectors.map(({ field, equals, startsWith }) => ({
          field,
          ...(equals && { equals }),
          ...(startsWith && { starts_with: startsWith }),
        })),
      })),
    ).toEqual(trail.advanced_event_selector);
  });

  it("declares every policy of the organization as it is emitted, with as many targets as it has attachments", () => {
    const attachments = (policy: string) =>
      emittedAttachments(stack)
        .filter(({ policyId }) => policyId === `\${${policy}.id}`)
        .flatMap(({ targetIds }) => targetIds).length;
    const emitted = stack.resources("aws_organizations_policy").map(([address, { name, type, content }]) => ({
      name,
      type,
      document: JSON.parse(String(content).replaceAll("$${", "${")),
      targets: attachments(address),
    }));
    const byName = (one: { name: unknown }, other: { name: unknown }) =>
      String(one.name) < String(other.name) ? -1 : 1;
    const lookedUp = /\$\{data\.aws_kms_alias\.[\w-]+\.target_key_arn\}/.exec(JSON.stringify(stack.json))?.[0] ?? "";
    const { policies } = expectationOf(declaration, names.archiveKeyArn ?? lookedUp);
    const declared = policies.map((policy: DeclaredPolicy) => ({
      ...policy,
      targets: policy.targets.length,
    }));
    expect(declared.sort(byName)).toEqual(emitted.sort(byName));
  });

  it("declares the services that the plan wants trusted", () => {
    const { lifecycle } = stack.onlyData("aws_organizations_organization");
    const trusted = [...JSON.stringify(lifecycle).matchAll(/service_access_principals, \\"([^"\\]+)\\"/g)];
    expect(declaration.trustedServices).toEqual(trusted.map(([, service]) => service));
  });

  it("reports where somebody listens: on the audit bus, in the namespace of its alarms", () => {
    expect(declaration.eventBusArn).toBe(names.auditBus.arn);
    expect(stack.at("trail-alarms/alarm-coverage-check")).toMatchObject({ namespace: declaration.metricNamespace });
  });

  it("reports under the source and the type that a rule on the audit bus waits for", () => {
    const central = stackOf(organization, organization.accounts.security === undefined ? "management" : "security");
    const rules = central.resources("aws_cloudwatch_event_rule").map(([, rule]) => rule);
    const rule = rules.find(({ name }) => name === names.detection("sentinel-finding"));
    expect(JSON.parse(String(rule?.event_pattern))).toEqual({
      source: [declaration.eventSource],
      "detail-type": [declaration.eventDetailType],
    });
  });

  it.each(CHECK_IDS)("points for %s to the runbook that its alarm points to", (check) => {
    const runbook = declaration.runbooks[check];
    expect(runbook).toMatch(new RegExp(`/alerts/[a-z-]+\\.md#${check}$`));
    expect(String(stack.at(`trail-alarms/alarm-${check}`).alarm_description)).toContain(`What to do: ${runbook}`);
  });
});

describe("a governed Region in the sentinel's declaration", () => {
  it.each([
    ["us-east-1", false],
    ["ap-east-1", true],
  ])("%s has to be switched on: %s", (name, optIn) => {
    expect(declarationOf(exampleInHongKong).governedRegions).toContainEqual({ name, optIn });
  });
});

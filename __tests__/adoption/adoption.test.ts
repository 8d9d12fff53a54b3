import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Adoptable } from "../../src/adoption/adoptables";
import { importBlocks } from "../../src/adoption/imports";
import { adoptionProblems } from "../../src/adoption/problems";
import type { Adoption } from "../../src/config/adoption";
import { formatPath } from "../../src/config/problem";
import { handOver } from "../../src/stacks/hand-over";
import { synthesize } from "../../src/stacks/synthesize";
import { adoptedAddresses, forgottenAddresses } from "../../src/tools/terraform/adopted";
import { adoptableStacks, everythingOf } from "../support/adoptions";
import { problem, temporaryFolder } from "../support/organizations";
import { askflorence, example, exampleWithStackSet, stackOf } from "../support/synthesized";

const KEY = "e9dfcdbe-19e1-491c-a8f9-d17612cf6353";
const POLICY = "p-examplepolicyid111";

/** An id of the right form for whatever AWS chose one. */
function anyId({ id, type, region, accountId }: Adoptable): string {
  const topic = /arn:\S+(?=,)/.exec(id.kind === "chosen" ? id.what : "")?.[0];
  const ids: Readonly<Record<string, string>> = {
    aws_athena_named_query: KEY,
    aws_kms_key: KEY,
    aws_organizations_policy: POLICY,
    aws_sns_topic_subscription: `${topic ?? `arn:aws:sns:${region}:${accountId}:topic`}:${KEY}`,
  };
  return ids[type] ?? "";
}

const stacks = adoptableStacks(example);
const names = stacks.map(({ name }) => name);
const everything = everythingOf(stacks, anyId);

/** Everything of the example adopted, with a change: undefined leaves something unsaid. */
function problemsWith(stack: string, change: Readonly<Record<string, unknown>>) {
  const said = { ...everything[stack], ...change };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return adoptionProblems({ ...everything, [stack]: given } as Adoption, names, stacks);
}

function blocksOf(stack: string, adopt = everything) {
  const { adoptables = [] } = stacks.find(({ name }) => name === stack) ?? {};
  return importBlocks(adoptables, adopt[stack] ?? {});
}

describe("what a stack takes over", () => {
  it.each([askflorence, example, exampleWithStackSet])(
    "is each of its resources, by an id that is known: $name",
    (organization) => {
      const all = adoptableStacks(organization);
      const blocks = all.flatMap(({ name, adoptables }) =>
        importBlocks(adoptables, everythingOf(all, anyId)[name] ?? {}),
      );
      expect(blocks.length).toBe(all.flatMap(({ adoptables }) => adoptables).length);
      for (const { to, id, for_each } of blocks) {
        expect(id, to).toMatch(for_each === undefined ? /^[^$\s(),]+(,SELF,OU)?$/ : /^\$\{each\.key\}:p-\w+$/);
      }
      expect(
        adoptionProblems(
          everythingOf(all, anyId),
          all.map(({ name }) => name),
          all,
        ),
      ).toEqual([]);
    },
  );

  it.each([
    [
      "a trail, by its ARN",
      "management",
      "org-trail/trail",
      "arn:aws:cloudtrail:eu-central-1:111122223333:trail/example-org-trail",
    ],
    [
      "a bucket's setting, by the bucket",
      "log-archive",
      "log-archive-bucket/access-logs/policy",
      "example-org-cloudtrail-logs-444455556666-access-logs",
    ],
    [
      "request metrics",
      "log-archive",
      "log-archive-bucket/metrics",
      "example-org-cloudtrail-logs-444455556666:Deliveries",
    ],
    ["an account's public access block", "log-archive", "public-access-block", "444455556666"],
    [
      "a role's policy",
      "management",
      "org-trail/logs-role-policy",
      "CloudTrailToCloudWatchLogsRole:WriteTrailLogStreams",
    ],
    [
      "a metric filter",
      "management",
      "trail-alarms/filter-alarm-changed",
      "/aws/cloudtrail/example-org-trail:example-org-audit-alarm-changed",
    ],
    ["a rule on the default bus", "prod", "forwarding/eu-west-1/rule-1", "default/example-org-audit-forward"],
    [
      "a rule on the audit bus",
      "security",
      "audit-hub/bus/rule-trail-changed",
      "example-org-audit/example-org-audit-trail-changed",
    ],
    [
      "a target on the audit bus",
      "security",
      "audit-hub/bus/target-trail-changed",
      "example-org-audit/example-org-audit-trail-changed/alerts",
    ],
    [
      "a permission",
      "management",
      "trail-sentinel/schedule-permission",
      "example-org-audit-sentinel/AllowScheduleToInvoke",
    ],
    ["a schedule", "management", "self-test/schedule", "default/example-org-audit-self-test"],
    [
      "a queue, by its URL",
      "security",
      "audit-hub/bus/undelivered/queue",
      "https://sqs.eu-central-1.amazonaws.com/777788889999/example-org-audit-undelivered",
    ],
    [
      "a topic's policy",
      "security",
      "audit-hub/topic/policy",
      "arn:aws:sns:eu-central-1:777788889999:example-org-audit-events",
    ],
  ])("%s", (_title, stack, path, id) => {
    const { adoptables = [] } = stacks.find(({ name }) => name === stack) ?? {};
    const { address } = adoptables.find((one) => one.path === path) ?? {};
    expect(blocksOf(stack)).toContainEqual({ to: address, id });
  });

  it("attachments of every target of the description, or of those that carry the policy: one import each", () => {
    const path = "cloud-trail-scp/baseline/attachments";
    const block = stackOf(example, "management").at(path);
    const blockOf = (adopt: Adoption) =>
      blocksOf("management", adopt).find(({ to }) => to.includes("baseline_attachments"));
    expect(blockOf(everything)).toEqual({
      for_each: block.for_each,
      to: expect.stringMatching(/^aws_organizations_policy_attachment\.[\w-]+\[each\.key\]$/),
      id: `\${each.key}:${POLICY}`,
    });
    const some = { ...everything, management: { ...everything.management, [path]: ["ou-root-12345678"] } };
    expect(blockOf(some)?.for_each).toBe('${toset(["ou-root-12345678"])}');
  });

  it("nothing that somebody looked for and did not find", () => {
    const without = { "log-archive": { ...everything["log-archive"], "log-archive-bucket/metrics": false } };
    expect(blocksOf("log-archive", without).length).toBe(blocksOf("log-archive").length - 1);
  });
});

describe("an adoption is refused", () => {
  const archive = (path: string) => formatPath(["adopt", "log-archive", path]);
  const management = (path: string) => formatPath(["adopt", "management", path]);

  it("of a stack that there is not, with the closest name", () => {
    expect(adoptionProblems({ ...everything, "log-archiv": {} }, names, stacks)).toEqual([
      problem('adopt["log-archiv"]', {}, "a stack of the description", "`log-archive`"),
    ]);
  });

  it.each([
    [
      "a construct that there is not, with the closest path",
      "log-archive",
      { "log-archive-bucket/polcy": true },
      archive("log-archive-bucket/polcy"),
      true,
      "construct path",
      "`log-archive-bucket/policy`",
    ],
    [
      "a key without the id that AWS chose",
      "log-archive",
      { "org-logs-key/key": true },
      archive("org-logs-key/key"),
      true,
      "which AWS chose",
      "describe-key",
    ],
    [
      "a key's ARN",
      "log-archive",
      { "org-logs-key/key": `arn:aws:kms:eu-central-1:444455556666:key/${KEY}` },
      archive("org-logs-key/key"),
      `arn:aws:kms:eu-central-1:444455556666:key/${KEY}`,
      "a UUID",
      "describe-key",
    ],
    [
      "a policy by its name",
      "management",
      { "cloud-trail-scp/trail/policy": "OrgAuditTrail" },
      management("cloud-trail-scp/trail/policy"),
      "OrgAuditTrail",
      "`p-`",
      "list-policies",
    ],
    [
      "an id that is computed",
      "log-archive",
      { "log-archive-bucket/bucket": "my-bucket" },
      archive("log-archive-bucket/bucket"),
      "my-bucket",
      "example-org-cloudtrail-logs-444455556666",
      "write true",
    ],
    [
      "a list where there is one thing",
      "log-archive",
      { "log-archive-bucket/bucket": ["my-bucket"] },
      archive("log-archive-bucket/bucket"),
      ["my-bucket"],
      "true or false",
      "write true",
    ],
    [
      "attachments by the names of the units",
      "management",
      { "cloud-trail-scp/trail/attachments": ["Security"] },
      management("cloud-trail-scp/trail/attachments"),
      ["Security"],
      "the targets' ids",
      "list-targets-for-policy",
    ],
    [
      "a bucket of whose lock nothing is said",
      "log-archive",
      { "log-archive-bucket/object-lock": undefined },
      archive("log-archive-bucket/object-lock"),
      undefined,
      "log-archive-bucket/bucket is adopted",
      "org-trail adopt",
    ],
    [
      "a bucket of whose policy nothing is said",
      "log-archive",
      { "log-archive-bucket/policy": undefined },
      archive("log-archive-bucket/policy"),
      undefined,
      "log-archive-bucket/bucket is adopted",
      "org-trail adopt",
    ],
    [
      "a key of whose alias nothing is said: Terraform would make one",
      "log-archive",
      { "org-logs-key/alias": undefined },
      archive("org-logs-key/alias"),
      undefined,
      "org-logs-key/key is adopted",
      "org-trail adopt",
    ],
    [
      "a trail of whose log group nothing is said",
      "management",
      { "org-trail/log-group": undefined },
      management("org-trail/log-group"),
      undefined,
      "moved away",
      "org-trail adopt",
    ],
    [
      "a policy of whose attachments nothing is said",
      "management",
      { "cloud-trail-scp/archive/attachments": undefined },
      management("cloud-trail-scp/archive/attachments"),
      undefined,
      "is adopted",
      "org-trail adopt",
    ],
  ] as const)("%s", (_title, stack, change, path, value, rule, remedy) => {
    expect(problemsWith(stack, change)).toContainEqual(problem(path, value, rule, remedy));
  });

  it.each([
    [
      "attachments without their policy",
      "management",
      "cloud-trail-scp/baseline/policy",
      "cloud-trail-scp/baseline/attachments",
    ],
    [
      "an alias without its key: a second key would be made, and the alias moved to it",
      "log-archive",
      "org-logs-key/key",
      "org-logs-key/alias",
    ],
    ["a bucket's policy without the bucket", "log-archive", "log-archive-bucket/bucket", "log-archive-bucket/policy"],
    ["a target without its rule", "prod", "forwarding/eu-west-1/rule-1", "forwarding/eu-west-1/target-1"],
  ])("%s", (_title, stack, whole, part) => {
    expect(problemsWith(stack, { [whole]: false })).toContainEqual(
      problem(formatPath(["adopt", stack, part]), true, `it belongs to ${whole}`, "write false here"),
    );
  });

  it("a live bucket while nobody looked for the key, or a live trail while nobody looked for either", () => {
    const { "log-archive": inArchive = {}, management: inManagement } = everything;
    const { "org-logs-key/key": _, "org-logs-key/alias": __, ...withoutKey } = inArchive;
    const paths = (adopt: Adoption) =>
      adoptionProblems(adopt, names, stacks)
        .map(({ path }) => path)
        .sort();
    expect(paths({ "log-archive": withoutKey })).toEqual([archive("org-logs-key/alias"), archive("org-logs-key/key")]);
    expect(paths({ management: inManagement ?? {} })).toEqual([
      archive("log-archive-bucket/bucket"),
      archive("org-logs-key/alias"),
      archive("org-logs-key/key"),
    ]);
  });

  it("all at once, and with everything else unwritten", () => {
    const adopt = {
      elsewhere: {},
      "log-archive": { ...everything["log-archive"], "org-logs-key/key": true, nowhere: true },
    };
    const folder = temporaryFolder({ onTestFinished });
    const { json } = stackOf(example, "log-archive");
    mkdirSync(join(folder, "stacks", "log-archive"), { recursive: true });
    writeFileSync(join(folder, "stacks", "log-archive", "cdk.tf.json"), JSON.stringify(json));
    expect(() => handOver({ ...example, adopt }, folder, ["log-archive"])).toThrow("3 problems. Nothing was written");
  });
});

describe("beside a synthesized stack", () => {
  it("stands what it takes over, and, once it is to let go, what it forgets in place of all that it had", () => {
    const folder = temporaryFolder({ onTestFinished });
    const archive = join(folder, "stacks", "log-archive");
    const stack = stackOf(askflorence, "log-archive");
    synthesize(askflorence, folder);
    expect(adoptedAddresses(archive)).toEqual(stack.imports.map(({ to }) => to));
    expect(adoptedAddresses(join(folder, "stacks", "management"))).toEqual([]);
    expect(forgottenAddresses(archive)).toBeUndefined();

    synthesize({ ...askflorence, leave: true }, folder);
    const left = JSON.parse(readFileSync(join(archive, "cdk.tf.json"), "utf8"));
    expect(Object.keys(left).sort()).toEqual(["//", "provider", "terraform"]);
    expect(left.terraform).toEqual(stack.json.terraform);
    expect(forgottenAddresses(archive)).toEqual(
      stack.blocks().flatMap(([address]) => (address.startsWith("data.") ? [] : [address])),
    );
    expect(JSON.parse(readFileSync(join(archive, "removed.tf.json"), "utf8")).removed).toContainEqual({
      from: stack.resources("aws_kms_key")[0]?.[0],
      lifecycle: { destroy: false },
    });
    expect(adoptedAddresses(archive)).toEqual([]);
  });
});

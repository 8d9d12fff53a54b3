import { CloudTrailClient, StartLoggingCommand, StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { DisableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  ListPoliciesCommand,
  OrganizationsClient,
  UpdatePolicyCommand,
} from "@aws-sdk/client-organizations";
import type { Aws, State } from "../../case";
import type { StackPatch } from "../../stack-patch";
import { dangerous } from "../of";
import { language, SOURCES, threat } from "../sources";

const MANAGEMENT = "778477254880";
const TRAIL = "arn:aws:cloudtrail:us-east-1:778477254880:trail/askflorence-org-trail";
const SERVICE = { ServicePrincipal: "cloudtrail.amazonaws.com" };

const instancesOf = (state: State, stack: StackPatch, path: string) => {
  const address = stack.addressOf(path);
  const found = state.resources.find(({ type, name }) => `${type}.${name}` === address);
  if (found === undefined) throw new Error(`no state of ${address}`);
  return found;
};

const taint = (path: string) => (state: State, stack: StackPatch) => {
  for (const instance of instancesOf(state, stack, path).instances) instance.status = "tainted";
};

const withoutGuard = (path: string) => (stack: StackPatch) => stack.unset(path, "lifecycle");

/** What Terraform itself can do to a plan, whatever the description says. */
export const TERRAFORM = [
  ...dangerous("askflorence", "management", [
    {
      id: "destroy-everything",
      title: "Somebody plans to destroy the management stack",
      danger: "Trail, policies and alerts are destroyed.",
      source: `${threat("delete-trail")}; ${SOURCES.wrongAccount}`,
      at: [],
      made: { options: () => ["-destroy"] },
    },
    {
      id: "trail-replaced-on-request",
      title: "Somebody replaces the trail with -replace, having dropped its guard",
      danger: "Nothing is recorded in between.",
      source: language("cli/commands/plan#replace-address"),
      at: ["org-trail/trail"],
      made: {
        stack: withoutGuard("org-trail/trail"),
        options: (stack) => [`-replace=${stack.addressOf("org-trail/trail")}`],
      },
    },
    {
      id: "topic-replaced-on-request",
      title: "Somebody replaces the alarm topic with -replace",
      danger: "Every subscription must be confirmed again; until then nobody is told.",
      source: `${threat("delete-topic")}; ${language("cli/commands/plan#replace-address")}`,
      at: ["alarm-topic/topic"],
      made: { options: (stack) => [`-replace=${stack.addressOf("alarm-topic/topic")}`] },
    },
    {
      id: "trail-tainted",
      title: "The trail is tainted, and a colleague dropped its guard, as the plan failed on it",
      danger: "The trail is replaced: nothing is recorded in between.",
      source: language("cli/commands/taint"),
      at: ["org-trail/trail"],
      made: { stack: withoutGuard("org-trail/trail"), state: taint("org-trail/trail") },
    },
    {
      id: "trail-tainted-and-guarded",
      title: "The trail is tainted, and its guard fails the plan",
      danger: "A plan that failed says nothing of the rest.",
      source: language("cli/commands/taint"),
      at: [],
      made: { state: taint("org-trail/trail") },
    },
    {
      id: "trail-forgotten",
      title: "A colleague takes the trail out of Terraform's hands with a removed block",
      danger: "The trail goes on, and no plan sees any more what becomes of it.",
      source: language("language/block/removed"),
      at: ["org-trail/trail"],
      made: { stack: (stack) => stack.forget("org-trail/trail") },
    },
    {
      id: "stopped-trail-accepted",
      title: "Somebody accepts a stopped trail with -refresh-only",
      danger: "The state then says that a stopped trail is as it should be.",
      source: language("cli/commands/plan#planning-modes"),
      at: ["org-trail/trail"],
      made: {
        live: (aws) => new CloudTrailClient(aws.client(MANAGEMENT)).send(new StopLoggingCommand({ Name: TRAIL })),
        options: () => ["-refresh-only"],
        undo: (aws) => new CloudTrailClient(aws.client(MANAGEMENT)).send(new StartLoggingCommand({ Name: TRAIL })),
      },
    },
    {
      id: "one-resource-targeted",
      title: "Somebody plans the dashboard alone with -target, while the trail is to be stopped as well",
      danger: "The review sees a part: what the rest would do is not in the plan.",
      source: language("cli/commands/plan#resource-targeting"),
      at: [],
      made: {
        stack: (stack) => stack.set("org-trail/trail", { enable_logging: false }),
        options: (stack) => [`-target=${stack.addressOf("dashboard/dashboard")}`],
      },
    },
    {
      id: "log-group-deposed",
      title: "The state holds a deposed log group, left by a replacement that failed",
      danger: "The log group goes, and its events.",
      source: language("language/state/remote-state-data"),
      at: ["org-trail/log-group"],
      made: {
        state: (state, stack) => {
          const group = instancesOf(state, stack, "org-trail/log-group");
          const [instance] = group.instances;
          if (instance) group.instances = [instance, { ...structuredClone(instance), deposed: "0123abcd" }];
        },
      },
    },
    {
      id: "policy-lost-from-state",
      title: "A policy was lost from the state, and stays in AWS",
      danger: "Terraform makes a second policy and attaches that one; a second of the same name is refused by AWS.",
      source: SOURCES.stateMissing,
      at: ["cloud-trail-scp/baseline/attachments"],
      made: {
        state: (state, stack) => {
          const policy = instancesOf(state, stack, "cloud-trail-scp/baseline/policy");
          state.resources = state.resources.filter((one) => one !== policy);
        },
      },
    },
    {
      id: "imported-policy-overwritten",
      title: "A live policy that denies more than ours is imported",
      danger: "The apply overwrites the live policy: what it denied besides is allowed.",
      source: "issue 9: the content of a live ScpBaseline",
      at: ["cloud-trail-scp/baseline/policy"],
      made: {
        live: async (aws) => setBaseline(aws, ["cloudtrail:*", "config:StopConfigurationRecorder"]),
        state: (state, stack) => {
          const policy = instancesOf(state, stack, "cloud-trail-scp/baseline/policy");
          state.resources = state.resources.filter((one) => one !== policy);
          const id = String(policy.instances[0]?.attributes.id);
          stack.json.import = [{ to: stack.addressOf("cloud-trail-scp/baseline/policy"), id }];
        },
        undo: async (aws) =>
          setBaseline(aws, [
            "cloudtrail:DeleteTrail",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:StopLogging",
            "cloudtrail:UpdateTrail",
          ]),
      },
    },
    {
      id: "trail-key-not-known",
      title: "A colleague makes a new key in the same plan and gives it to the trail",
      danger: "Which key it is, is known after the apply: nobody can say now.",
      source: SOURCES.keyDestroyedTooEarly,
      at: ["org-trail/trail"],
      made: {
        stack: (stack) =>
          stack
            .add("aws_kms_key", "new", { description: "Encrypts logs" })
            .set("org-trail/trail", { kms_key_id: "${aws_kms_key.new.arn}" }),
      },
    },
    {
      id: "check-failed",
      title: "A check block fails, and nothing else changes",
      danger: "What the check watches is not so, and the plan says no changes.",
      source: language("language/block/check"),
      at: [],
      made: {
        stack: (stack) => {
          stack.json.check = {
            recipients: {
              assert: [
                {
                  condition: `\${length(${stack.addressOf("alarm-topic/topic")}.name) < 1}`,
                  error_message: "The alarm topic is not what it was.",
                },
              ],
            },
          };
        },
      },
    },
    {
      id: "trusted-access-lost",
      title: "Somebody disables CloudTrail's trusted access by hand",
      danger: "The trail records the management account alone; the plan fails on it.",
      source: `${threat("end-trusted-access")}; ${SOURCES.trustedAccessLost}`,
      at: [],
      made: {
        live: (aws) =>
          new OrganizationsClient(aws.client(MANAGEMENT)).send(new DisableAWSServiceAccessCommand(SERVICE)),
        undo: (aws) => new OrganizationsClient(aws.client(MANAGEMENT)).send(new EnableAWSServiceAccessCommand(SERVICE)),
      },
    },
  ]),
  ...dangerous("askflorence", "log-archive", [
    {
      id: "archive-destroyed",
      title: "Somebody plans to destroy the log-archive stack",
      danger: "Archive and key are destroyed, as far as AWS lets go.",
      source: `${threat("delete-log-version")}; ${SOURCES.wrongAccount}`,
      at: [],
      made: { options: () => ["-destroy"] },
    },
    {
      id: "bucket-policy-forgotten",
      title: "A colleague takes the bucket's policy out of Terraform's hands",
      danger: "No plan sees any more what becomes of the policy.",
      source: language("language/block/removed"),
      at: ["log-archive-bucket/policy"],
      made: { stack: (stack) => stack.forget("log-archive-bucket/policy") },
    },
    {
      id: "bucket-policy-destroyed",
      title: "A colleague deletes the bucket's policy",
      danger: "The trail can deliver nothing, and no deny holds.",
      source: threat("delete-bucket-policy"),
      at: ["log-archive-bucket/policy"],
      made: { stack: (stack) => stack.remove("log-archive-bucket/policy") },
    },
    {
      id: "bucket-policy-not-known",
      title: "A colleague builds the bucket's policy of a value that is known after the apply",
      danger: "Nobody can say now whom the policy lets in.",
      source: language("language/expressions/references#values-not-yet-known"),
      at: ["log-archive-bucket/policy"],
      made: {
        stack: (stack) => {
          stack.json.resource.terraform_data = { readers: { input: "arn:aws:iam::754660694122:role/reader" } };
          const policy = String(stack.at("log-archive-bucket/policy").policy);
          stack.set("log-archive-bucket/policy", {
            policy: policy.replace(
              '"Statement":[',
              '"Statement":[{"Sid":"AllowMore","Effect":"Allow","Principal":{"AWS":"${terraform_data.readers.output}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::askflorence-org-cloudtrail-logs-754660694122/*"},',
            ),
          });
        },
      },
    },
    {
      id: "key-tainted",
      title: "The archive's key is tainted, and a colleague dropped its guard",
      danger: "The key is scheduled for deletion, and with it the archive.",
      source: `${SOURCES.taintedKey}; ${threat("schedule-key-deletion")}`,
      at: ["org-logs-key/key"],
      made: { stack: withoutGuard("org-logs-key/key"), state: taint("org-logs-key/key") },
    },
  ]),
  ...dangerous("example", "prod", [
    {
      id: "workload-destroyed",
      title: "Somebody plans to destroy a workload's stack",
      danger: "What happens in that account is not told any more.",
      source: `${threat("delete-forwarder-rule")}; ${SOURCES.wrongAccount}`,
      at: ["forwarding/eu-central-1/rule-1"],
      made: { options: () => ["-destroy"] },
    },
    {
      id: "live-forwarder-disabled",
      title: "Somebody disables a workload's forwarding rule by hand",
      danger: "What has happened in that account and Region since was not told.",
      source: threat("disable-forwarder-rule"),
      at: ["forwarding/eu-west-1/rule-1"],
      made: {
        live: (aws) =>
          new EventBridgeClient(aws.client("123456789012", "eu-west-1")).send(
            new DisableRuleCommand({ Name: "example-org-audit-forward" }),
          ),
      },
    },
  ]),
];

async function setBaseline(aws: Aws, actions: readonly string[]): Promise<void> {
  const organizations = new OrganizationsClient(aws.client(MANAGEMENT));
  const { Policies = [] } = await organizations.send(new ListPoliciesCommand({ Filter: "SERVICE_CONTROL_POLICY" }));
  const PolicyId = Policies.find(({ Name }) => Name === "ScpBaseline")?.Id;
  const deny = { Sid: "DenyTrailTampering", Effect: "Deny", Action: actions, Resource: "*" };
  const Content = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
  await organizations.send(new UpdatePolicyCommand({ PolicyId, Content }));
}

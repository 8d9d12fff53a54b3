import { expect, it } from "vitest";
import { deployerNotices } from "../../../src/tools/terraform/access-table";
import { changed } from "../../support/organizations";
import { example } from "../../support/synthesized";

const accountId = "210987654321";
const callerArn = `arn:aws:sts::${accountId}:assumed-role/Administrator/alice`;
const [prod, dev] = example.accounts.workloads;
const former = [{ name: "dev", id: accountId, deploy: dev?.deploy }];

it.each([
  ["a workload's", example],
  [
    "a former account's, whose stack is to become empty",
    changed(example, { "accounts.workloads": [prod], "accounts.former": former }),
  ],
  [
    "that of an account which goes over to a StackSet, and stands in both lists",
    changed(example, { "forwarding.stackSetFrom": 0, "accounts.former": former }),
  ],
])(
  "says before the first plan that the guardrails refuse who Terraform is in an account: %s",
  (_title, organization) => {
    const access = { accountId, region: "eu-central-1", profile: undefined, roleArn: undefined };
    expect(deployerNotices(organization, [access], [{ callerArn }])).toEqual([
      expect.stringContaining(`Terraform runs as ${callerArn}, and guardrails.deployRole is the role OrgAuditDeployer`),
    ]);
  },
);

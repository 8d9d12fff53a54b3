import {
  DisablePolicyTypeCommand,
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askflorence, example, synthesized } from "../support/synthesized";
import { said } from "./support/assertions";
import { describeE2e } from "./support/describe-e2e";
import { LiveOrganization } from "./support/live-organization";
import type { Terraform } from "./support/terraform";

const MANAGEMENT = "778477254880";
const NO_TRUSTED_ACCESS = "CloudTrail has no trusted access";
const NO_POLICIES = "Service control policies are off";
const NO_RESOURCE_POLICIES = "Resource control policies are off";
const OTHER_ORGANIZATION = "These credentials belong to another organization than o-someoneelse";

/** The steps build on one another: each puts right what the one before complained of. */
describeE2e("an organization that is not ready", (tools) => {
  let live: LiveOrganization;
  let management: Terraform;

  beforeAll(async () => {
    live = await LiveOrganization.start(tools, askflorence, {
      trustedServices: [],
      policyTypes: ["SERVICE_CONTROL_POLICY"],
    });
    management = await live.stack(live.workspace(), "management", MANAGEMENT);
  });
  afterAll(() => live?.stop());

  async function planFails(terraform: Terraform): Promise<string> {
    const result = await terraform.plan();
    expect(result.exitCode, said(result)).toBe(1);
    return said(result);
  }

  it("fails the plan where CloudTrail has no trusted access, and says how to give it", async () => {
    const message = await planFails(management);
    expect(message).toContain(NO_TRUSTED_ACCESS);
    expect(message).toContain(
      "aws organizations enable-aws-service-access --service-principal cloudtrail.amazonaws.com",
    );
    expect(message).not.toContain(NO_POLICIES);
  });

  it("fails the plan where service control policies are off", async () => {
    const organizations = new OrganizationsClient(live.emulator.clientConfig(MANAGEMENT));
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const policyType = { RootId: Roots?.[0]?.Id, PolicyType: "SERVICE_CONTROL_POLICY" } as const;
    await organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal: "cloudtrail.amazonaws.com" }));
    await organizations.send(new DisablePolicyTypeCommand(policyType));

    const message = await planFails(management);
    expect(message).toContain(NO_POLICIES);
    expect(message).not.toContain(NO_TRUSTED_ACCESS);

    await organizations.send(new EnablePolicyTypeCommand(policyType));
  });

  it("fails the plan where the organization is another one", async () => {
    const described = { ...askflorence, organizationId: "o-someoneelse" };
    const message = await planFails(await live.stackDescribedAs(described, "management", MANAGEMENT));
    expect(message).toContain(OTHER_ORGANIZATION);
    expect(message).not.toContain(NO_POLICIES);
  });

  it("fails the plan where a resource control policy is asked for and that policy type is off", async () => {
    const described = {
      ...askflorence,
      guardrails: { ...askflorence.guardrails, resourceControlPolicy: true },
    };
    const message = await planFails(await live.stackDescribedAs(described, "management", MANAGEMENT));
    expect(message).toContain(NO_RESOURCE_POLICIES);
    expect(message).not.toContain(NO_POLICIES);
  });

  it.each([askflorence, example])(
    "is described to Terraform's satisfaction all the same: $name",
    async (organization) => {
      for (const name of synthesized(organization).keys()) {
        const { exitCode, stdout } = await (await live.unconnectedStack(organization, name)).validate();
        expect(exitCode, stdout).toBe(0);
      }
    },
  );
});

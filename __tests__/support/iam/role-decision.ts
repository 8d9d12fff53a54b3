import { runSimulation } from "@cloud-copilot/iam-simulate";
import { type PolicyDocument, policyDocument } from "../../../src/policies/document";
import "./quick-comparison";

/** One action on one resource, as IAM is asked about it. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** What a role has; of the organization's and the resources' policies nothing. */
export interface RolePolicies {
  readonly accountId: string;
  readonly documents: readonly PolicyDocument[];
  readonly boundary?: PolicyDocument;
}

/** Whether a session of the role is allowed something in its own account, decided by a simulator that is not ours. */
export async function roleMay({ accountId, documents, boundary }: RolePolicies, asked: Asked): Promise<boolean> {
  const outcome = await runSimulation(
    {
      request: {
        principal: `arn:aws:sts::${accountId}:assumed-role/Deployer/session`,
        action: asked.action,
        resource: { resource: asked.resource, accountId },
        contextVariables: Object.fromEntries(
          Object.entries(asked.context ?? {}).map(([key, values]) => [key, inSimulator(key, values)]),
        ),
      },
      identityPolicies: documents.map((policy, index) => ({ name: `policy-${index}`, policy })),
      // Of a key, its policy has to leave the matter to the account's policies.
      ...(asked.resource.includes(":key/") ? { resourcePolicy: leftTo(accountId) } : {}),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(boundary === undefined ? {} : { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
    },
    { simulationMode: "Strict" },
  );
  if (outcome.resultType !== "single") {
    const why = outcome.resultType === "error" ? JSON.stringify(outcome.errors) : "several resources at once";
    throw new Error(`the simulator cannot decide '${asked.action}' on '${asked.resource}': ${why}`);
  }
  return outcome.result.analysis.result === "Allowed";
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function leftTo(accountId: string): PolicyDocument {
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
  return policyDocument([{ Sid: "Account", Effect: "Allow", Principal, Action: "kms:*", Resource: "*" }]);
}

/** Of the keys that policies here ask for, this one holds several values. */
function inSimulator(key: string, values: readonly string[]): string | string[] {
  return key === "kms:ResourceAliases" ? [...values] : (values[0] ?? "");
}

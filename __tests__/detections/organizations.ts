import exampleInput from "../../organizations/example";
import type { OrganizationInput } from "../../src/config/organization";
import { example, valid } from "../support/synthesized";

/** As the example, but that one StackSet forwards from the workload accounts. */
export const large = valid({ ...exampleInput, forwarding: { stackSetFrom: 1 } });

/** Every name as long as the schema takes it, and one role to deploy with. */
export const longest = valid({
  ...longNames(),
  guardrails: { ...exampleInput.guardrails, deployRole: "D".repeat(64) },
  accounts: deployedBy(9, () => "D".repeat(64)),
});

/** The same without a role that guardrails exempt: each account's may be called otherwise. */
export const differentlyDeployed = (roles: number) =>
  valid({
    ...longNames(),
    guardrails: { organizationalUnits: exampleInput.guardrails.organizationalUnits },
    forwarding: { stackSetFrom: 1000 },
    accounts: deployedBy(Math.max(12, roles), (index) => `${"D".repeat(60)}${String(index % roles).padStart(4, "0")}`),
  });

/** As many readers as an archive may have, in one account, with the longest names. */
export const manyReaders = valid({
  ...exampleInput,
  archive: {
    ...exampleInput.archive,
    readers: Array.from({ length: 25 }, (_, index) => ({
      accountId: example.accounts.logArchive.id,
      role: `${"R".repeat(62)}${String(index).padStart(2, "0")}`,
    })),
  },
});

function longNames(): OrganizationInput {
  return {
    ...exampleInput,
    name: "n".repeat(24),
    organizationId: `o-${"o".repeat(32)}`,
    trail: { name: "t".repeat(128) },
    archive: { ...exampleInput.archive, bucketName: "b".repeat(51) },
    key: { alias: `alias/${"k".repeat(250)}` },
    auditorAccess: {
      permissionSet: "P".repeat(32),
      lastDay: "2027-01-01",
      external: Array.from({ length: 5 }, (_, index) => ({
        name: `${"a".repeat(19)}${index}`,
        lastDay: `2027-02-0${index + 1}`,
        user: {
          accountId: String(700_000_000_000 + index),
          name: `${"p".repeat(510)}/${"U".repeat(64)}`,
          externalId: "e".repeat(128),
        },
      })),
    },
  };
}

function deployedBy(workloadCount: number, roleName: (index: number) => string): OrganizationInput["accounts"] {
  const { management, logArchive, security, workloads } = example.accounts;
  const deploy = (index: number) => ({ deploy: { roleName: roleName(index) } });
  return {
    management: { ...management, ...deploy(0) },
    logArchive: { ...logArchive, ...deploy(1) },
    ...(security === undefined ? {} : { security: { ...security, ...deploy(2) } }),
    workloads: Array.from({ length: workloadCount }, (_, index) => ({
      ...(workloads[0] ?? { organizationalUnit: "Workloads/Prod" }),
      name: `workload-${index}`,
      id: String(300_000_000_000 + index),
      ...deploy(index + 3),
    })),
  };
}

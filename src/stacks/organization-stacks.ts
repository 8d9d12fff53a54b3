import type { App } from "cdktf";
import { workloadsWithStacks } from "../config/forwarding";
import type { Organization } from "../config/organization";
import { namesOf } from "../naming";
import type { AccountStack } from "./account-stack";
import { FormerStack } from "./former-stack";
import { LogArchiveStack } from "./log-archive-stack";
import { ManagementStack } from "./management-stack";
import { SecurityStack } from "./security-stack";
import { WorkloadStack } from "./workload-stack";

/**
 * Every stack of an organization, in the order they are applied. The order is a star around the central account, so that
 * `cdktf deploy '*'` keeps it and each stack still deploys by itself.
 *
 * @param stateFolder folder of local state files, from a stack's own folder
 */
export function organizationStacks(
  app: App,
  organization: Organization,
  stateFolder?: string,
): readonly AccountStack[] {
  const { management, logArchive, security } = organization.accounts;
  const shared = { organization, names: namesOf(organization), stateFolder };

  const logArchiveStack = new LogArchiveStack(app, "log-archive", { ...shared, account: logArchive });
  const managementStack = new ManagementStack(app, "management", { ...shared, account: management });
  managementStack.addDependency(logArchiveStack);

  const securityStack = security && new SecurityStack(app, "security", { ...shared, account: security });
  securityStack?.addDependency(managementStack);

  const central = securityStack ?? managementStack;
  const workloadStacks = workloadsWithStacks(organization).map((account) => {
    const stack = new WorkloadStack(app, account.name, { ...shared, account });
    stack.addDependency(central);
    return stack;
  });

  const formerStacks = organization.accounts.former.map((account) => {
    const stack = new FormerStack(app, account.name, { ...shared, account });
    stack.addDependency(central);
    return stack;
  });

  return [
    logArchiveStack,
    managementStack,
    ...(securityStack ? [securityStack] : []),
    ...workloadStacks,
    ...formerStacks,
  ];
}

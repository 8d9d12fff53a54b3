import { Construct } from "constructs";
import type { Names } from "../naming";
import { archiveResourceControlPolicy } from "../policies/rcp";
import { OrganizationPolicy } from "./organization-policy";
import type { OrganizationalUnits } from "./organizational-units";

export interface ArchiveRcpProps {
  readonly names: Names;
  readonly units: OrganizationalUnits;
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;
}

/** That nobody, from whichever account, opens or destroys what the log-archive account holds. Lives in the management account. */
export class ArchiveRcp extends Construct {
  constructor(scope: Construct, id: string, { names, units, rootId }: ArchiveRcpProps) {
    super(scope, id);

    new OrganizationPolicy(this, "archive", {
      type: "RESOURCE_CONTROL_POLICY",
      policy: {
        id: "archive",
        name: names.archiveRcp,
        description: "Nobody, from whichever account, opens or destroys what the log-archive account holds",
        document: archiveResourceControlPolicy(names),
        targets: [{ kind: "account", accountId: names.logArchiveAccountId }],
      },
      units,
      rootId,
    });
  }
}

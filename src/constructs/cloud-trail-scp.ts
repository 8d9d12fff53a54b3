import { DataAwsOrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/data-aws-organizations-organizational-unit";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { scpBaseline, scpContent } from "../policies/scp";

export interface CloudTrailScpProps {
  readonly names: Names;
  /** Names of the organizational units to protect, or their paths below the root. */
  readonly organizationalUnits: readonly string[];
  /** Id of the organization's root, a Terraform reference. */
  readonly rootId: string;
}

/** The baseline that no member can stop the trail, on every guarded organizational unit. Lives in the management account. */
export class CloudTrailScp extends Construct {
  constructor(scope: Construct, id: string, { names, organizationalUnits, rootId }: CloudTrailScpProps) {
    super(scope, id);

    const policy = new OrganizationsPolicy(this, "policy", {
      name: names.baselineScp,
      description: "Nobody in a member account stops the organization's trail or empties it of events",
      type: "SERVICE_CONTROL_POLICY",
      content: scpContent(names.baselineScp, scpBaseline()),
    });

    const unitIds = new OrganizationalUnits(this, "organizational-units", rootId);
    for (const path of organizationalUnits) {
      new OrganizationsPolicyAttachment(this, `attachment-${path}`, {
        policyId: policy.id,
        targetId: unitIds.idOf(path),
      });
    }
  }
}

/** Organizational units, looked up by name, level by level, at plan time; each level once. */
class OrganizationalUnits extends Construct {
  private readonly idByPath = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly rootId: string,
  ) {
    super(scope, id);
  }

  idOf(path: string): string {
    const known = this.idByPath.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf("/");
    const parentId = slash < 0 ? this.rootId : this.idOf(path.slice(0, slash));
    const unit = new DataAwsOrganizationsOrganizationalUnit(this, path.replaceAll("/", "--"), {
      name: path.slice(slash + 1),
      parentId,
    });
    this.idByPath.set(path, unit.id);
    return unit.id;
  }
}

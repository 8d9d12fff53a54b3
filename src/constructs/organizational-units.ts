import { DataAwsOrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/data-aws-organizations-organizational-unit";
import { Construct } from "constructs";

/** The units that stand below none of the others: what is given to them reaches those below too. */
export function outermost(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}

/** Organizational units, looked up by name, level by level, at plan time; each level once. */
export class OrganizationalUnits extends Construct {
  private readonly units = new Map<string, { readonly level: Construct; readonly unitId: string }>();

  /** @param rootId id of the organization's root, a Terraform reference */
  constructor(
    scope: Construct,
    id: string,
    private readonly rootId: string,
  ) {
    super(scope, id);
  }

  /** Id of the unit at a path below the root, `Workloads/Prod`; a Terraform reference. */
  idOf(path: string): string {
    return this.unitAt(path).unitId;
  }

  private unitAt(path: string): { readonly level: Construct; readonly unitId: string } {
    const known = this.units.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf("/");
    const name = path.slice(slash + 1);
    const parent = slash < 0 ? { level: this, unitId: this.rootId } : this.unitAt(path.slice(0, slash));
    // Nested as the units are, so that no two paths share an id.
    const level = new Construct(parent.level, `ou-${name}`);
    const { id: unitId } = new DataAwsOrganizationsOrganizationalUnit(level, "unit", { name, parentId: parent.unitId });
    const unit = { level, unitId };
    this.units.set(path, unit);
    return unit;
  }
}

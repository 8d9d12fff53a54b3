import type { Construct } from "constructs";
import { ArchiveKeyLookup } from "../constructs/archive-key-lookup";
import { ArchiveRcp } from "../constructs/archive-rcp";
import { AuditBus } from "../constructs/audit-bus";
import { CloudTrailScp } from "../constructs/cloud-trail-scp";
import { DelegatedAdministrator } from "../constructs/delegated-administrator";
import { OrgTrail } from "../constructs/org-trail";
import { OrganizationPrerequisites } from "../constructs/organization-prerequisites";
import { OrganizationalUnits } from "../constructs/organizational-units";
import { AccountStack, type AccountStackProps } from "./account-stack";

/** The management account: the trail and the policies that protect it. Applied after the log archive. */
export class ManagementStack extends AccountStack {
  constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { organization, names } = props;
    const { logArchive, security } = organization.accounts;

    const prerequisites = new OrganizationPrerequisites(this, "prerequisites", {
      names,
      resourceControlPolicy: organization.guardrails.resourceControlPolicy,
    });
    const archiveKey = new ArchiveKeyLookup(this, "archive-key", {
      names,
      provider: this.providerFor("log-archive", logArchive),
    });
    new OrgTrail(this, "org-trail", {
      names,
      trail: organization.trail,
      archiveKeyArn: archiveKey.keyArn,
      dependsOn: [prerequisites.organization],
    });
    const { rootId } = prerequisites;
    const units = new OrganizationalUnits(this, "organizational-units", rootId);
    new CloudTrailScp(this, "cloud-trail-scp", { names, organization, units, rootId });
    new ArchiveRcp(this, "archive-rcp", { names, organization, units, rootId });
    if (security === undefined) {
      new AuditBus(this, "audit-bus", { names });
    } else {
      new DelegatedAdministrator(this, "delegated-administrator", {
        accountId: security.id,
        dependsOn: [prerequisites.organization],
      });
    }
  }
}

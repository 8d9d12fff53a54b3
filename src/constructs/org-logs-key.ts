import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Organization } from "../config/organization";
import type { Names } from "../naming";
import { archiveKeyPolicy } from "../policies/archive-key-policy";
import { policyJson } from "./policy-json";
import { PROTECTED_KEY } from "./protected-key";

export interface OrgLogsKeyProps {
  readonly names: Names;
  readonly organization: Organization;
}

/**
 * The key that encrypts the archive. Lives in the log-archive account, in the bucket's Region.
 *
 * @example
 * const key = new OrgLogsKey(this, "org-logs-key", { names, organization });
 */
export class OrgLogsKey extends Construct {
  /** ARN of the key, a Terraform reference. */
  readonly keyArn: string;
  private readonly key: KmsKey;

  constructor(scope: Construct, id: string, { names, organization }: OrgLogsKeyProps) {
    super(scope, id);

    this.key = new KmsKey(this, "key", {
      description: "Encrypts the organization's audit trail",
      policy: policyJson(archiveKeyPolicy({ names, organization })),
      ...PROTECTED_KEY,
      lifecycle: { ...PROTECTED_KEY.lifecycle, ...onlyTheLiveOne(names) },
    });
    new KmsAlias(this, "alias", { name: names.archiveKeyAlias, targetKeyId: this.key.keyId });

    this.keyArn = this.key.arn;
  }

  /**
   * A key costs nothing to make and cannot be deleted again; a bucket's name is taken or free. What fails on a name that is
   * taken goes first, so that an organization whose live archive was forgotten gets no second key.
   */
  comesAfter({ terraformResourceType, friendlyUniqueId }: TerraformResource): void {
    this.key.dependsOn = [`${terraformResourceType}.${friendlyUniqueId}`];
  }
}

/** A key that was made beside the live one could never be deleted, and new logs would go under it. */
function onlyTheLiveOne({ archiveKeyArn }: Names) {
  if (archiveKeyArn === undefined) return {};
  const condition = `\${self.arn == "${archiveKeyArn}"}`;
  const errorMessage = `The state has another key than the one that is adopted, ${archiveKeyArn}. If the state is right, correct adopt["log-archive"]["org-logs-key/key"]; if that is right, take the other key out of the state: terraform state rm.`;
  return { postcondition: [{ condition, errorMessage }] };
}

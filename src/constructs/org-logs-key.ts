import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { archiveKeyPolicy } from "../policies/archive-key-policy";
import { policyJson } from "./policy-json";

export interface OrgLogsKeyProps {
  readonly names: Names;
  /** Id of the key, where one is live already. @default - none; a key is made */
  readonly liveKeyId: string | undefined;
}

/** The key that encrypts the archive. Lives in the log-archive account, in the bucket's Region. */
export class OrgLogsKey extends Construct {
  /** ARN of the key, a Terraform reference. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { names, liveKeyId }: OrgLogsKeyProps) {
    super(scope, id);

    const key = new KmsKey(this, "key", {
      description: "Encrypts the organization's audit trail",
      policy: policyJson(archiveKeyPolicy(names)),
      enableKeyRotation: true,
      // The longest there is: what time there is left to notice.
      deletionWindowInDays: 30,
      // Without it every locked log is unreadable for ever.
      lifecycle: { preventDestroy: true },
    });
    if (liveKeyId !== undefined) {
      // A key that is live is taken over, never made once more: nobody could delete the second, and the alias would move to
      // it. A plan fails where there is no such key. Not importFrom: it runs Terraform at synth.
      // https://developer.hashicorp.com/terraform/language/v1.11.x/import
      const to = `${key.terraformResourceType}.${key.friendlyUniqueId}`;
      TerraformStack.of(this).addOverride("import", [{ to, id: liveKeyId }]);
    }
    new KmsAlias(this, "alias", { name: names.archiveKeyAlias, targetKeyId: key.keyId });

    this.keyArn = key.arn;
  }
}

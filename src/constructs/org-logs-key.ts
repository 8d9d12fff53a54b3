import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { archiveKeyPolicy } from "../policies/archive-key-policy";
import { policyJson } from "./policy-json";

export interface OrgLogsKeyProps {
  readonly names: Names;
}

/** The key that encrypts the archive. Lives in the log-archive account, in the bucket's Region. */
export class OrgLogsKey extends Construct {
  /** ARN of the key, a Terraform reference. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { names }: OrgLogsKeyProps) {
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
    new KmsAlias(this, "alias", { name: names.archiveKeyAlias, targetKeyId: key.keyId });

    this.keyArn = key.arn;
  }
}

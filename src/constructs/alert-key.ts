import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Names } from "../naming";
import { alertKeyPolicy } from "../policies/alert-key-policy";
import { policyJson } from "./policy-json";
import { PROTECTED_KEY } from "./protected-key";

export interface AlertKeyProps {
  readonly names: Names;
  /** Account the key lives in. */
  readonly accountId: string;
}

/** Encrypts an account's topics and queues of alerts. Lives in each account that has such. */
export class AlertKey extends Construct {
  /** A Terraform reference. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { names, accountId }: AlertKeyProps) {
    super(scope, id);

    const key = new KmsKey(this, "key", {
      description: "Encrypts the audit trail's alerts",
      policy: policyJson(alertKeyPolicy(names, accountId)),
      ...PROTECTED_KEY,
    });
    new KmsAlias(this, "alias", { name: names.alertKeyAlias, targetKeyId: key.keyId });
    this.keyArn = key.arn;
  }
}

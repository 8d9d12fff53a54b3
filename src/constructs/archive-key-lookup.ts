import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../naming";

export interface ArchiveKeyLookupProps {
  readonly names: Names;
  /** Provider of the log-archive account. */
  readonly provider: TerraformProvider;
}

/**
 * The one value that cannot be computed: the id of the archive's key, looked up by alias in the log-archive account.
 * An alias is easily pointed elsewhere; where the organization's description adopts the live key, the plan says so.
 */
export class ArchiveKeyLookup extends Construct {
  /** ARN of the key, a Terraform reference. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { names, provider }: ArchiveKeyLookupProps) {
    super(scope, id);

    const alias = new DataAwsKmsAlias(this, "alias", {
      name: names.archiveKeyAlias,
      provider,
      ...(names.archiveKeyArn === undefined
        ? {}
        : {
            lifecycle: {
              postcondition: [
                {
                  condition: `\${self.target_key_arn == "${names.archiveKeyArn}"}`,
                  errorMessage: `${names.archiveKeyAlias} does not point to ${names.archiveKeyArn}. If nobody was meant to change it, treat it as an attack: logs would be encrypted with another key. Otherwise correct adopt["log-archive"]["org-logs-key/key"].`,
                },
              ],
            },
          }),
    });

    this.keyArn = alias.targetKeyArn;
  }
}

import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import type { Names } from "../naming";
import type { WorkbenchNames } from "../naming/workbench-names";
import { queryResultsBucketPolicy } from "../policies/query-results-bucket-policy";
import { policyJson } from "./policy-json";
import { secureBucket } from "./secure-bucket";

export interface QueryResultsBucketProps {
  readonly names: Names;
  readonly workbench: WorkbenchNames;
  /** Days until a result is deleted. */
  readonly resultDays: number;
}

/**
 * Where Athena puts what a query found, for the analyst alone, and not for long. S3's own key encrypts it: who reads is
 * decided by the bucket's policy, and a key of ours would cost as much as every query of a month (ADR 0020).
 */
export class QueryResultsBucket extends Construct {
  /** Name of the bucket, a Terraform reference that waits for its policy. */
  readonly bucketName: string;

  constructor(scope: Construct, id: string, { names, workbench, resultDays }: QueryResultsBucketProps) {
    super(scope, id);

    const bucket = new S3Bucket(this, "bucket", {
      bucket: workbench.resultsBucket.name,
      lifecycle: { preventDestroy: true },
    });
    const { publicAccessBlock, ownershipControls, versioning } = secureBucket(this, bucket.id);
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyJson(queryResultsBucketPolicy(names, workbench)),
      dependsOn: [publicAccessBlock, ownershipControls, versioning, encryption],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "results",
          status: "Enabled",
          filter: [{}],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
          expiration: [{ days: resultDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
        },
      ],
      dependsOn: [versioning],
    });

    this.bucketName = policy.bucket;
  }
}

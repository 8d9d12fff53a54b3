import type { InsightType } from "@aws-sdk/client-cloudtrail";
import type { DefaultRetention, LifecycleRule, ObjectOwnership } from "@aws-sdk/client-s3";

/** A policy document, as a person writes it. */
export interface Document {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

export interface HandBuiltBucket {
  readonly name: string;
  /** Versioned and locked; or neither. */
  readonly lock?: DefaultRetention;
  readonly encrypted: "with the key" | "by S3";
  /** @default BucketOwnerEnforced */
  readonly ownership?: ObjectOwnership;
  readonly policy?: Document;
  readonly lifecycle?: readonly LifecycleRule[];
  /** What is in it, by key. */
  readonly objects?: Readonly<Record<string, string>>;
  readonly accessLogs?: { readonly bucket: string; readonly prefix: string };
}

export interface HandBuiltRole {
  readonly accountId: string;
  readonly name: string;
  /** @default "/" */
  readonly path?: string;
  readonly trust: Document;
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, Document>>;
}

export interface HandBuiltTrail {
  readonly name: string;
  readonly bucket: string;
  readonly prefix?: string;
  readonly encrypted: boolean;
  readonly logGroup: string;
  readonly retentionInDays: number;
  readonly logsRoleArn: string;
  readonly topic?: { readonly name: string; readonly policy: (topicArn: string) => Document };
  readonly insights: readonly InsightType[];
}

/** What people made in the accounts of an organization before Terraform. */
export interface HandBuilt {
  readonly logArchiveAccountId: string;
  readonly key?: { readonly description: string; readonly alias: string; readonly policy: Document };
  readonly buckets: readonly HandBuiltBucket[];
  readonly roles: readonly HandBuiltRole[];
  readonly trails: readonly HandBuiltTrail[];
  readonly policies: readonly {
    readonly name: string;
    readonly description: string;
    readonly content: Document;
    readonly units: readonly string[];
  }[];
}

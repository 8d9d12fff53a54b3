import type { Names } from "../naming";
import { viaService } from "../naming/via-service";
import type { Statement } from "./document";

/**
 * What a key's policy lets a service do that keeps something encrypted with it. Without a condition, as on AWS's page: KMS
 * is not told for whose rule, alarm or trail the service asks. Who may publish or send, the topic's and the queue's own
 * policies decide.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function allowToEncrypt(sid: string, principal: { readonly Service: string }): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: principal,
    Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
    Resource: "*",
  };
}

/**
 * What a role needs to decrypt the archive's logs by way of S3. Not by the key's id, which the description knows only once
 * the key is adopted: the key's own policy says who decrypts.
 */
export function allowDecryptingArchive(sid: string, { homeRegion, logArchiveAccountId, partition }: Names): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: `arn:${partition}:kms:${homeRegion}:${logArchiveAccountId}:key/*`,
    Condition: { StringEquals: { "kms:ViaService": viaService("s3", homeRegion) } },
  };
}

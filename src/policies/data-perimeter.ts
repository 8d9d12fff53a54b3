import type { Names } from "../naming";
import type { Conditions, Statement } from "./document";

/**
 * What every bucket of ours denies, whatever is asked of it: callers from outside the organization, whatever comes by
 * an access point, and connections that can be listened to.
 *
 * @param bucketArn the bucket
 * @param of put into each Sid, so that it stays one of its own: `""`, `AccessLog` or `Results`
 */
export function dataPerimeter(
  { organizationId }: Names,
  bucketArn: string,
  of: "" | "AccessLog" | "Results",
): readonly Statement[] {
  const denyEverything = (what: string, condition: Conditions): Statement => ({
    Sid: `Deny${of}${what}`,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: condition,
  });
  return [
    denyEverything("PrincipalsOutsideOrganization", {
      StringNotEquals: { "aws:PrincipalOrgID": organizationId },
      // A request that nobody signed carries no such key, and is none of a service's.
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
    // An access point brings a policy of its own, and a service control policy is then asked of the access point's ARN.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    denyEverything("AccessPoints", { Null: { "s3:DataAccessPointArn": "false" } }),
    denyEverything("InsecureTransport", { Bool: { "aws:SecureTransport": "false" } }),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-tls-version
    denyEverything("OutdatedTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  ];
}

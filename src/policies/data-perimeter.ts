import type { Names } from "../naming";
import type { Conditions, Statement } from "./document";
import { denyInsecureTransport } from "./secure-transport";

/** The Sid of each statement, in the words of one bucket: a Sid is literal, and of one bucket. */
export interface DataPerimeterSids {
  readonly outsiders: string;
  readonly accessPoints: string;
  readonly insecureTransport: string;
  readonly outdatedTls: string;
}

/**
 * What every bucket of ours denies, whatever is asked of it: callers from outside the organization, whatever comes by
 * an access point, and connections that can be listened to.
 *
 * @param bucketArn the bucket
 */
export function dataPerimeter(
  { organizationId }: Names,
  bucketArn: string,
  sids: DataPerimeterSids,
): readonly Statement[] {
  const everything = { Action: "s3:*", Resource: [bucketArn, `${bucketArn}/*`] } as const;
  const denyEverything = (Sid: string, Condition: Conditions): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    ...everything,
    Condition,
  });
  return [
    denyEverything(sids.outsiders, {
      StringNotEquals: { "aws:PrincipalOrgID": organizationId },
      // A request that nobody signed carries no such key, and is none of a service's.
      BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
    }),
    // An access point brings a policy of its own, and a service control policy is then asked of the access point's ARN.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    denyEverything(sids.accessPoints, { Null: { "s3:DataAccessPointArn": "false" } }),
    denyInsecureTransport({ Sid: sids.insecureTransport, ...everything }),
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-tls-version
    denyEverything(sids.outdatedTls, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
  ];
}

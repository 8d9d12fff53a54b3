import { duckdbType } from "../../../queries/duckdb/types";
import type { Table } from "../../../queries/tables";

/**
 * Keys as CloudTrail writes them: the tables have them in small letters, as Glue does, and DuckDB reads JSON by the exact key.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const KEYS = `
  eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage
  requestParameters responseElements additionalEventData requestID eventID readOnly resources eventType apiVersion
  recipientAccountId serviceEventDetails sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory addendum
  sessionCredentialFromConsole edgeDeviceDetails tlsDetails
  type principalId arn accountId invokedBy accessKeyId userName onBehalfOf userId identityStoreArn sessionContext attributes
  mfaAuthenticated creationDate sessionIssuer ec2RoleDelivery webIdFederationData federatedProvider
  reason updatedFields originalRequestID originalEventID tlsVersion cipherSuite clientProvidedHostHeader
  insightDetails state insightType sourceEventCategory insightContext statistics baseline insight average insightDuration baselineDuration
  attributions attribute value
  awsAccountId digestStartTime digestEndTime digestS3Bucket digestS3Object digestPublicKeyFingerprint digestSignatureAlgorithm
  newestEventTime oldestEventTime previousDigestS3Bucket previousDigestS3Object previousDigestHashValue
  previousDigestHashAlgorithm previousDigestSignature logFiles s3Bucket s3Object hashValue hashAlgorithm
`
  .trim()
  .split(/\s+/);

const KEY_OF: ReadonlyMap<string, string> = new Map(KEYS.map((key) => [key.toLowerCase(), key]));

/** The one name that is written in two ways: an identity's `arn`, a resource's `ARN`. */
const KEYS_IN_COLUMN: Readonly<Record<string, Readonly<Record<string, string>>>> = { resources: { arn: "ARN" } };

/** @param column in which the name stands, where it is not the column's own */
export function keyOf(name: string, column?: string): string {
  const key = KEYS_IN_COLUMN[column ?? ""]?.[name] ?? KEY_OF.get(name);
  if (key === undefined) throw new Error(`no key of CloudTrail's for ${name}: add it to KEYS`);
  return key;
}

/** A column's type with CloudTrail's keys in it, to read JSON by. */
function readType(column: string, glueType: string): string {
  return duckdbType(glueType).replace(/"([a-z0-9]+)"/g, (_, name: string) => `"${keyOf(name, column)}"`);
}

/** A record's type, to read JSON by. */
export function recordType({ columns }: Table): string {
  const fields = Object.entries(columns).map(([column, type]) => `"${keyOf(column)}" ${readType(column, type)}`);
  return `STRUCT(${fields.join(", ")})`;
}

/** A record's structure as `json_transform` wants it: what does not fit becomes NULL, and the rest of the record stays. */
export function recordStructure({ columns }: Table): string {
  const fields = Object.entries(columns).map(([column, type]) => [keyOf(column), structure(readType(column, type))]);
  return JSON.stringify(Object.fromEntries(fields));
}

type Structure = string | readonly Structure[] | { readonly [key: string]: Structure };

function structure(type: string): Structure {
  if (type.endsWith("[]")) return [structure(type.slice(0, -2))];
  const [, inner] = /^STRUCT\((.*)\)$/.exec(type) ?? [];
  if (inner === undefined) return type;
  return Object.fromEntries(fieldsOf(inner).map(([key, field]) => [key, structure(field)]));
}

/** `"a" VARCHAR, "b" STRUCT("c" VARCHAR)` by its outer commas. */
function fieldsOf(list: string): readonly (readonly [key: string, type: string])[] {
  const fields: (readonly [string, string])[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    if (list[at] === "(") depth++;
    else if (list[at] === ")") depth--;
    else if (at === list.length || (list[at] === "," && depth === 0)) {
      const [, key = "", type = ""] = /^\s*"([^"]+)" (.*)$/.exec(list.slice(start, at)) ?? [];
      fields.push([key, type]);
      start = at + 1;
    }
  }
  return fields;
}

/** The table's columns out of a record `r` and where its file lay. What a file's place does not say, its records do. */
export function tableColumns({ name, columns }: Table): string {
  const own = Object.entries(columns).map(([column, type]) => {
    const field = `r."${keyOf(column)}"`;
    return /[<]/.test(type) ? `CAST(${field} AS ${duckdbType(type)}) AS "${column}"` : `${field} AS "${column}"`;
  });
  return [...own, ...PLACE_IN_RECORD[name]].join(", ");
}

function placeColumns(account: string, region: string, time: string): readonly string[] {
  return [
    `coalesce(account, r."${account}") AS account`,
    `coalesce(region, ${region}) AS region`,
    `coalesce(day, replace(substr(r."${time}", 1, 10), '-', '/')) AS day`,
  ];
}

const PLACE_IN_RECORD: Readonly<Record<Table["name"], readonly string[]>> = {
  cloudtrail: placeColumns("recipientAccountId", 'r."awsRegion"', "eventTime"),
  cloudtrail_insights: placeColumns("recipientAccountId", 'r."awsRegion"', "eventTime"),
  cloudtrail_digests: placeColumns(
    "awsAccountId",
    "split_part(r.\"digestS3Object\", '/CloudTrail-Digest/', 2).split_part('/', 1)",
    "digestEndTime",
  ),
};

import { accountInArn, accountOf, type Caller, type Context, organizationContext } from "./caller";
import { declaredResource, type Environment } from "./environment";

export interface Request {
  /** "s3:PutObject": IAM's name of it, not CloudTrail's. */
  readonly action: string;
  /** One concrete ARN; "*" only for actions that name no resource. */
  readonly resource: string;
  /** Owner of the resource. @default the declared resource's, else the account in the ARN; "*" is the caller's */
  readonly owner?: string;
  /** What the request says beyond who calls whom. Wins over a derived key; undefined takes a derived key away. */
  readonly context?: Context;
  /** Version of TLS, or "none" for plain HTTP. @default "1.3" */
  readonly tls?: "none" | "1.0" | "1.1" | "1.2" | "1.3";
  /** Services that pass the caller's request on with the caller's credentials, the first called first. */
  readonly via?: readonly string[];
  /** @default the region in the ARN, else us-east-1 */
  readonly region?: string;
}

export function ownerOf(request: Request, caller: Caller, environment: Environment): string {
  const owner =
    request.owner ??
    declaredResource(environment, request.resource)?.account ??
    accountInArn(request.resource) ??
    (request.resource === "*" ? accountOf(caller) : undefined);
  if (owner === undefined) {
    throw new Error(`whose is '${request.resource}'? Declare it in environment.resources, or give request.owner`);
  }
  return owner;
}

/**
 * The keys that AWS sets from what is asked of whom, and over which wire.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(request: Request, caller: Caller, environment: Environment): Context {
  const owner = ownerOf(request, caller, environment);
  const via = request.via ?? [];
  const region = request.region ?? (request.resource.split(":")[3] || "us-east-1");
  return {
    "aws:ResourceAccount": owner,
    ...organizationContext("Resource", { account: owner }, environment),
    "aws:RequestedRegion": region,
    "aws:SecureTransport": String(request.tls !== "none"),
    "aws:CurrentTime": "2026-01-01T00:00:00Z",
    "aws:ViaAWSService": String(via.length > 0),
    ...(via.length > 0
      ? { "aws:CalledVia": via, "aws:CalledViaFirst": via[0], "aws:CalledViaLast": via[via.length - 1] }
      : {}),
    ...serviceContext(request, caller, owner),
  };
}

/** Keys of one service. Offered only to its own actions; which of them know the key, IAM's data says. */
function serviceContext(request: Request, caller: Caller, owner: string): Context {
  switch (request.action.split(":")[0]?.toLowerCase()) {
    case "s3":
      return {
        "s3:ResourceAccount": owner,
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#example-object-tls-version
        "s3:TlsVersion": request.tls === "none" ? undefined : (request.tls ?? "1.3"),
      };
    case "kms":
      return { "kms:CallerAccount": accountOf(caller), ...encryptionContextKeys(request.context ?? {}) };
    default:
      return {};
  }
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context-keys */
function encryptionContextKeys(context: Context): Context {
  const keys = Object.entries(context)
    .filter(([key, value]) => value !== undefined && key.toLowerCase().startsWith("kms:encryptioncontext:"))
    .map(([key]) => key.slice("kms:EncryptionContext:".length));
  return { "kms:EncryptionContextKeys": keys.length > 0 ? keys : undefined };
}

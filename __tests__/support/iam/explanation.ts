import type { RequestAnalysis } from "@cloud-copilot/iam-simulate";
import { serviceOf } from "./applicable-policies";
import type { Request } from "./request";

export type ResourceLayer =
  | "bucket-policy"
  | "key-policy"
  | "topic-policy"
  | "queue-policy"
  | "bus-policy"
  | "trust-policy"
  | "resource-policy";

export type Layer = "scp" | "rcp" | ResourceLayer | "identity" | "session" | "service";

/** One cause of a decision. Without a Sid, the layer denied by saying nothing. */
export interface Cause {
  readonly layer: Layer;
  readonly sid?: string;
  readonly policy?: string;
  /** Where an SCP or RCP is attached. */
  readonly target?: string;
  /** In words, where no statement can be pointed at. */
  readonly reason?: string;
  /** Page that says a service refuses. */
  readonly source?: string;
}

export interface Decision {
  readonly decision: "allowed" | "denied";
  /** The first of the causes. */
  readonly by: Cause;
  /** Everything that denies (or grants), explicit before implicit: if one is taken away, the others still do. */
  readonly causes: readonly Cause[];
}

const LAYERS: Readonly<Record<string, ResourceLayer>> = {
  s3: "bucket-policy",
  kms: "key-policy",
  sns: "topic-policy",
  sqs: "queue-policy",
  events: "bus-policy",
  sts: "trust-policy",
};

export const resourceLayerOf = (request: Request): ResourceLayer =>
  LAYERS[serviceOf(request.action)] ?? "resource-policy";

type Analyses = Pick<RequestAnalysis, "scpAnalysis" | "rcpAnalysis" | "resourceAnalysis" | "identityAnalysis">;
type Statements = NonNullable<Analyses["identityAnalysis"]>["denyStatements"];

/** The caller's account against the resource's; services and requests that nobody signed have none. */
export type Standing = "own-account" | "other-account" | "no-account";

export function denials(analysis: RequestAnalysis, request: Request, standing: Standing): readonly Cause[] {
  const explicit = [
    ...levels(analysis, "scp").flatMap((level) => statements("scp", level.denyStatements, level.orgIdentifier)),
    ...levels(analysis, "rcp").flatMap((level) => statements("rcp", level.denyStatements, level.orgIdentifier)),
    ...statements(resourceLayerOf(request), analysis.resourceAnalysis?.denyStatements ?? []),
    ...statements("identity", analysis.identityAnalysis?.denyStatements ?? []),
    ...statements("session", analysis.sessionAnalysis?.denyStatements ?? []),
  ];
  return [...explicit, ...implicit(analysis, request, standing)];
}

export function grants(analysis: RequestAnalysis, request: Request): readonly Cause[] {
  return [
    ...statements(resourceLayerOf(request), analysis.resourceAnalysis?.allowStatements ?? []),
    ...statements("identity", analysis.identityAnalysis?.allowStatements ?? []),
  ];
}

function implicit(analysis: RequestAnalysis, request: Request, standing: Standing): readonly Cause[] {
  const silent = (layer: "scp" | "rcp"): readonly Cause[] =>
    levels(analysis, layer)
      .filter((level) => level.allowStatements.length === 0)
      .map((level) => ({ layer, target: level.orgIdentifier, reason: "no statement at this level allows it" }));
  return [...silent("scp"), ...silent("rcp"), ...ungranted(analysis, request, standing)];
}

/** Who should have granted it: the resource to strangers and wherever it does not trust identity policies. */
function ungranted(analysis: RequestAnalysis, request: Request, standing: Standing): readonly Cause[] {
  const stranger = standing !== "own-account";
  const identity = standing === "no-account" || (analysis.identityAnalysis?.allowStatements ?? []).length > 0;
  const allowing = analysis.resourceAnalysis?.allowStatements ?? [];
  const resource = allowing.length > 0;
  // A statement that names the account leaves the choice to the account's identity policies.
  const direct = allowing.some((statement) => statement.principalMatch !== "AccountLevelMatch");
  if (analysis.sessionAnalysis !== undefined && analysis.sessionAnalysis.allowStatements.length === 0) {
    return [{ layer: "session", reason: "the session policy does not allow it" }];
  }
  if (!resource && (stranger || identity)) {
    const granted = !stranger && identity && !mustDelegate(analysis, request);
    return granted
      ? []
      : [{ layer: resourceLayerOf(request), reason: "the resource's policy does not allow the caller" }];
  }
  return identity || (direct && !stranger) ? [] : [{ layer: "identity", reason: "no identity policy allows it" }];
}

/** A key, and a role with a known trust, obey identity policies of their own account only if their policy says so. */
function mustDelegate(analysis: RequestAnalysis, { action, resource }: Request): boolean {
  const service = serviceOf(action);
  if (service === "kms") return resource.includes(":key/");
  return service === "sts" && analysis.resourceAnalysis?.result !== "NotApplicable";
}

const levels = (analysis: RequestAnalysis, layer: "scp" | "rcp") =>
  (layer === "scp" ? analysis.scpAnalysis : analysis.rcpAnalysis)?.ouAnalysis ?? [];

function statements(layer: Layer, matched: Statements, target?: string): readonly Cause[] {
  return matched.map(({ statement, policyId }) => {
    const sid = statement.sid();
    return {
      layer,
      ...(sid === undefined ? { reason: `statement ${statement.index()}` } : { sid }),
      ...(policyId === undefined ? {} : { policy: policyId }),
      ...(target === undefined ? {} : { target }),
    };
  });
}

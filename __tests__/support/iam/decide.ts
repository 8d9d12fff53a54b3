import { anonymousPrincipal, type RequestAnalysis, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import {
  applicableIdentityPolicies,
  applicableRcps,
  applicableResourcePolicy,
  applicableScps,
  type Level,
  serviceOf,
} from "./applicable-policies";
import { accountOf, type Caller, type Context, callerContext, principalOf } from "./caller";
import { type CompiledPolicy, compile } from "./compiled-policy";
import { assertAnswerable, contextKeysOf, isAnswerable } from "./context-keys";
import { rewrittenKey } from "./encryption-context";
import { type Environment, FULL_AWS_ACCESS } from "./environment";
import { type Cause, type Decision, denials, grants, type Standing } from "./explanation";
import type { PolicyDocument } from "./policy-document";
import "./quick-comparison";
import { ownerOf, type Request, requestContext } from "./request";
import { isAuthorizedAtHome, SERVICE_RULES, type ServiceRule } from "./service-rules";

export type { Cause, Decision, Layer } from "./explanation";

export interface Cell {
  readonly caller: Caller;
  readonly request: Request;
}

/** What was asked of an environment before. Both are values: change a copy. */
const DECIDED = new WeakMap<Environment, Map<string, Promise<Decision>>>();

/** Would AWS let the caller? Asked twice, it is worked out once. */
export function decide(
  environment: Environment,
  caller: Caller,
  request: Request,
  rules: readonly ServiceRule[] = SERVICE_RULES,
): Promise<Decision> {
  if (rules !== SERVICE_RULES) return workOut(environment, caller, request, rules);
  const decided = DECIDED.get(environment) ?? new Map<string, Promise<Decision>>();
  DECIDED.set(environment, decided);
  const question = JSON.stringify([caller, request, Object.keys(request.context ?? {})]);
  const known = decided.get(question);
  if (known !== undefined) return known;
  const fresh = workOut(environment, caller, request, rules);
  decided.set(question, fresh);
  return fresh;
}

/**
 * What the simulator leaves to its caller is decided here: whom SCPs and RCPs bind, S3's
 * override for the root, what the services themselves refuse, and every context key.
 */
async function workOut(
  environment: Environment,
  caller: Caller,
  request: Request,
  rules: readonly ServiceRule[],
): Promise<Decision> {
  await assertAnswerable(request.context ?? {}, request);
  const home = isAuthorizedAtHome(caller, request, environment) ? accountOf(caller) : undefined;
  const owner = ownerOf(request, caller, environment);
  const evaluatedIn = home ?? owner;
  const analysis = await simulate(environment, caller, request, { owner, evaluatedIn });

  const refusals = rules.flatMap((rule): readonly Cause[] => {
    const refusal = rule(caller, request, environment);
    return refusal === undefined ? [] : [{ layer: "service", ...refusal }];
  });
  if (analysis.result === "Allowed" && refusals.length === 0) return decision("allowed", grants(analysis, request));
  const policies = analysis.result === "Allowed" ? [] : denials(analysis, request, standing(caller, evaluatedIn));
  // What the service refuses comes before a mere lack of permission, but after every Sid.
  return decision("denied", [...policies.filter(hasSid), ...refusals, ...policies.filter((cause) => !hasSid(cause))]);
}

/** In the cells' own order. The work is all computing: nothing is won by starting many at once. */
export async function decideAll(
  environment: Environment,
  cells: readonly Cell[],
  rules: readonly ServiceRule[] = SERVICE_RULES,
): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for (const { caller, request } of cells) decisions.push(await decide(environment, caller, request, rules));
  return decisions;
}

function decision(outcome: Decision["decision"], causes: readonly Cause[]): Decision {
  const by = causes[0];
  if (by === undefined) throw new Error(`${outcome}, and nothing explains it: the harness has a gap`);
  return { decision: outcome, by, causes };
}

function standing(caller: Caller, account: string): Standing {
  const own = accountOf(caller);
  if (own === undefined) return "no-account";
  return own === account ? "own-account" : "other-account";
}

const hasSid = (cause: Cause): boolean => cause.sid !== undefined || cause.reason?.startsWith("statement ") === true;

async function simulate(
  environment: Environment,
  caller: Caller,
  request: Request,
  { owner, evaluatedIn }: { readonly owner: string; readonly evaluatedIn: string },
): Promise<RequestAnalysis> {
  const { action } = request;
  const scps = compileLevels(applicableScps(caller, environment), "scp", action);
  const rcps = compileLevels(await applicableRcps(caller, request, owner, environment), "rcp", action);
  const identity = applicableIdentityPolicies(caller, environment).map((policy) => compile(policy, "identity", action));
  const session = sessionPolicy(caller, action);
  const resource = resourcePolicy(caller, request, environment);
  const policies = [
    ...[...scps, ...rcps].flatMap((level) => level.policies),
    ...identity,
    ...(session === undefined ? [] : [session]),
    ...(resource === undefined ? [] : [resource]),
  ];

  return analyze({
    request: {
      principal: principalOf(caller) ?? anonymousPrincipal,
      action,
      resource: { resource: request.resource, accountId: evaluatedIn },
      contextVariables: await consultedContext(environment, caller, request, policies),
    },
    identityPolicies: identity,
    sessionPolicy: session?.policy,
    serviceControlPolicies: scps,
    resourceControlPolicies: rcps,
    resourcePolicy: resource?.policy,
  });
}

async function analyze(simulation: Simulation): Promise<RequestAnalysis> {
  const { action, resource } = simulation.request;
  const outcome = await runSimulation(simulation, { simulationMode: "Strict" });
  if (outcome.resultType !== "single") {
    const why = outcome.resultType === "error" ? JSON.stringify(outcome.errors) : "several resources at once";
    throw new Error(`the simulator cannot decide '${action}' on '${resource.resource}': ${why}`);
  }
  const { ignoredContextKeys, analysis } = outcome.result;
  if (ignoredContextKeys !== undefined && ignoredContextKeys.length > 0) {
    throw new Error(`the simulator ignored ${ignoredContextKeys.join(", ")} on '${action}'`);
  }
  return analysis;
}

interface CompiledLevel {
  readonly orgIdentifier: string;
  readonly policies: CompiledPolicy[];
}

/** A level that only lets everything pass has no say, and is left out for speed. */
function compileLevels(levels: readonly Level[], kind: "scp" | "rcp", action: string): CompiledLevel[] {
  return levels.flatMap(({ target, policies }) => {
    const spoken = policies.map((policy) => compile(policy, kind, action)).filter((policy) => !policy.silent);
    const open = kind === "rcp" ? spoken.length === 0 : spoken.length === 1 && policies[0] === FULL_AWS_ACCESS;
    return open ? [] : [{ orgIdentifier: target, policies: spoken }];
  });
}

function sessionPolicy(caller: Caller, action: string): CompiledPolicy | undefined {
  if (caller.kind !== "assumed-role" && caller.kind !== "federated-user") return undefined;
  return compiled(caller.sessionPolicy, "SessionPolicy", "session", action);
}

function resourcePolicy(caller: Caller, request: Request, environment: Environment): CompiledPolicy | undefined {
  const declared = applicableResourcePolicy(caller, request, environment);
  const kind = serviceOf(request.action) === "sts" ? "trust" : "resource";
  return compiled(declared?.policy, declared?.arn ?? "", kind, request.action);
}

const compiled = (
  document: PolicyDocument | undefined,
  name: string,
  kind: "session" | "resource" | "trust",
  action: string,
): CompiledPolicy | undefined => (document === undefined ? undefined : compile({ name, document }, kind, action));

/** Only keys that a policy asks for are sent: the others cannot matter, and each costs the simulator time. */
async function consultedContext(
  environment: Environment,
  caller: Caller,
  request: Request,
  policies: readonly CompiledPolicy[],
): Promise<Record<string, string | string[]>> {
  const consulted = new Set(policies.flatMap((policy) => [...policy.keys]));
  const answers: Record<string, string | string[]> = {};
  if (consulted.size === 0) return answers;
  const allowed = await contextKeysOf(request);
  for (const [key, value] of contextOf(environment, caller, request)) {
    const name = rewrittenKey(key);
    if (value === undefined || !consulted.has(name) || !isAnswerable(key, allowed)) continue;
    answers[name] = typeof value === "string" ? value : [...value];
  }
  return answers;
}

/** Condition keys do not differ by case, so an override finds the derived key in lower case. */
function contextOf(environment: Environment, caller: Caller, request: Request): ReadonlyMap<string, Context[string]> {
  const contexts = [
    callerContext(caller, environment),
    requestContext(request, caller, environment),
    request.context ?? {},
  ];
  return new Map(
    contexts.flatMap((context) => Object.entries(context).map(([key, value]) => [key.toLowerCase(), value] as const)),
  );
}

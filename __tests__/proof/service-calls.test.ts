import { describe, expect, it } from "vitest";
import type { Context, Service } from "../support/iam/caller";
import { decide } from "../support/iam/decide";
import { declaredResource, type Environment } from "../support/iam/environment";
import { wildcard } from "../support/iam/policy-document";
import type { Request } from "../support/iam/request";
import { askflorence, example, exampleWithStackSet } from "../support/synthesized";
import { emittedEnvironment } from "./emitted-environment";
import { forwardedUses, legitimateUses } from "./legitimate";
import { SERVICE_CALLS, type ServiceCall } from "./service-calls";
import { alike, idleRows, isOn, serviceStatements, strayKeys } from "./service-reliance";

const ORGANIZATIONS = [
  { title: "askflorence", organization: askflorence, uses: legitimateUses(askflorence) },
  { title: "example", organization: example, uses: legitimateUses(example) },
  { title: "example, by StackSet", organization: exampleWithStackSet, uses: forwardedUses(exampleWithStackSet) },
].map((each) => ({ ...each, environment: emittedEnvironment(each.organization) }));

const STATEMENTS = alike(ORGANIZATIONS.flatMap(({ environment }) => serviceStatements(environment.resources ?? [])));

const problems = (calls: readonly ServiceCall[]): readonly string[] => [
  ...STATEMENTS.flatMap((statement) => strayKeys(statement, calls)),
  ...idleRows(STATEMENTS, calls),
];

const titled = SERVICE_CALLS.map((call) => [`${call.service} ${call.actions.join(", ")} on ${call.on}`, call] as const);

describe("what a service is allowed", () => {
  it("rests on condition keys alone that the service is documented to send, in every policy that is emitted", () => {
    expect(problems(SERVICE_CALLS)).toEqual([]);
  });

  it.each(titled)("needs its row, and each key of it: %s", (_, call) => {
    const others = SERVICE_CALLS.filter((other) => other !== call);
    expect(problems(others)).not.toEqual([]);
    const poorer = [
      ...call.sends.map((key) => ({ ...call, sends: call.sends.filter((sent) => sent !== key) })),
      ...(call.maySend ?? []).map((key) => ({ ...call, maySend: call.maySend?.filter((sent) => sent !== key) ?? [] })),
    ];
    for (const row of poorer) expect(problems([...others, row])).not.toEqual([]);
  });

  it("finds a condition that no service sends", () => {
    const [allow] = STATEMENTS.filter(({ statement }) => statement.Sid === "AllowTrailToAssume");
    if (allow === undefined) throw new Error("CloudTrail is not allowed to assume its role");
    const Condition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
    expect(strayKeys({ ...allow, statement: { ...allow.statement, Condition } }, SERVICE_CALLS)).toHaveLength(1);
  });
});

/** Of the keys that the harness gives every call for somebody, what AWS is not said to send. */
const SOURCE_KEYS = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"];

const bare = (request: Request, keys: readonly string[]): Request => ({
  ...request,
  context: { ...withoutKeys(SOURCE_KEYS.filter((key) => !keys.includes(key))), ...request.context },
});

const withoutKeys = (keys: readonly string[]): Context => Object.fromEntries(keys.map((key) => [key, undefined]));

/** A legitimate call of a service, and the row that says what comes with it. */
interface Made {
  readonly caller: Service;
  readonly request: Request;
  readonly call: ServiceCall;
}

function callsMade({ uses, environment }: (typeof ORGANIZATIONS)[number]): readonly Made[] {
  return uses.flatMap(({ caller, requests }) =>
    caller.kind !== "service"
      ? []
      : requests.flatMap((request) => {
          const rows = SERVICE_CALLS.filter((call) => isMade(call, caller, request, environment));
          if (rows.length === 0) throw new Error(`no row for ${caller.name} ${request.action} on ${request.resource}`);
          return rows.map((call) => ({ caller, request, call }));
        }),
  );
}

function isMade(call: ServiceCall, caller: Service, request: Request, environment: Environment): boolean {
  const where = declaredResource(environment, request.resource)?.where;
  const own = call.sends.filter((key) => !SOURCE_KEYS.includes(key));
  return (
    where !== undefined &&
    isOn(call, where) &&
    wildcard(call.service).test(caller.name) &&
    call.actions.some((action) => wildcard(action, "i").test(request.action)) &&
    own.every((key) => request.context?.[key] !== undefined)
  );
}

describe("a service's legitimate call", () => {
  const made = ORGANIZATIONS.map((each) => ({ ...each, calls: callsMade(each) }));

  it.each(titled)("is tried: %s", (_, call) => {
    expect(made.some(({ calls }) => calls.some((one) => one.call === call))).toBe(true);
  });

  it.each(made)("is allowed with the keys of its row and no other, in $title", async ({ environment, calls }) => {
    for (const { caller, request, call } of calls) {
      const perhaps = call.maySend === undefined ? [] : [[...call.sends, ...call.maySend]];
      for (const keys of [call.sends, ...perhaps]) {
        const { decision, by } = await decide(environment, caller, bare(request, keys));
        expect(decision, `${JSON.stringify({ caller, request, keys, by })}`).toBe("allowed");
      }
    }
  });
});

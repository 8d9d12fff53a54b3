import { describe, expect, it } from "vitest";
import exampleInput from "../../organizations/example";
import { SECURITY_SERVICE_ATTACKS } from "../../src/threats/security-services";
import { type Caller, role, root } from "../support/iam/caller";
import { decide } from "../support/iam/decide";
import type { Environment } from "../support/iam/environment";
import type { Request } from "../support/iam/request";
import { askflorence, example, valid } from "../support/synthesized";
import { attackCells } from "./cells";
import { emittedEnvironment, undescribedAccounts } from "./emitted-environment";
import { ADMINISTERING_SECURITY_SERVICES, controlTowers, RUNNING_SECURITY_SERVICES } from "./legitimate-others";
import { breached } from "./mutation";
import { type DecidedCell, decided, denyingSids, objections } from "./verdict";

const { guardrails } = exampleInput;

async function sidsOf(environment: Environment, caller: Caller, asked: readonly Request[]) {
  const sids = asked.map(async (request) => {
    const decision = await decide(environment, caller, request);
    return decision.decision === "allowed" ? "allowed" : [...new Set(denyingSids(decision))].join();
  });
  return [...new Set(await Promise.all(sids))];
}

const ALLOWED = ["allowed"];
const REFUSED = ["DenySecurityServicesOff"];
const [WORKLOAD = ""] = exampleInput.accounts.workloads?.map(({ id }) => id) ?? [];
const SECURITY = exampleInput.accounts.security?.id ?? "";

describe("the account that administers the security services", () => {
  const named = emittedEnvironment(
    valid({ ...exampleInput, guardrails: { ...guardrails, securityServicesAdministrator: WORKLOAD } }),
  );
  const byDefault = emittedEnvironment(example);

  it.each([
    ["the security account by default", byDefault, SECURITY, ALLOWED],
    ["a workload not by default", byDefault, WORKLOAD, REFUSED],
    ["the one that is named", named, WORKLOAD, ALLOWED],
    ["not the security account, where another is named", named, SECURITY, REFUSED],
  ])("may run them: %s", async (_, environment, account, expected) => {
    const caller = role(account, "SecurityTeam");
    expect(await sidsOf(environment, caller, ADMINISTERING_SECURITY_SERVICES(account))).toEqual(
      expected === REFUSED ? ["DenySecurityServicesOff", "allowed"].sort() : expected,
    );
  });
});

describe("the catalogue of attacks on the security services", () => {
  const { security, ...without } = exampleInput.accounts;
  it.each([
    ["by the security account", example],
    [
      "by a workload account that is named",
      valid({ ...exampleInput, guardrails: { ...guardrails, securityServicesAdministrator: WORKLOAD } }),
    ],
    [
      "by the log archive, without a security account",
      valid({
        ...exampleInput,
        accounts: without,
        archive: { ...exampleInput.archive, readers: [] },
        guardrails: { ...guardrails, securityServicesAdministrator: exampleInput.accounts.logArchive.id },
      }),
    ],
  ])("holds where they are administered %s", async (_, organization) => {
    const cells = attackCells(organization).filter(({ attack }) => SECURITY_SERVICE_ATTACKS.includes(attack));
    expect(objectionsByStep(await decided(emittedEnvironment(organization), cells))).toEqual([]);
  });
});

/** Which statements deny is said of a step. */
function objectionsByStep(cells: readonly DecidedCell[]): readonly string[] {
  const steps = new Set(cells.map(({ step }) => step));
  const vantages = new Set(cells.map(({ vantage }) => vantage));
  return [...steps].flatMap((step) =>
    [...vantages].flatMap((vantage) =>
      objections(cells.filter((cell) => cell.step === step && cell.vantage === vantage)),
    ),
  );
}

describe("Control Tower", () => {
  const [newcomer = ""] = undescribedAccounts(example).keys();

  it.each(controlTowers(newcomer))("where the description says so: $what", async ({ caller, requests }) => {
    expect(await sidsOf(emittedEnvironment(example), caller, requests)).toEqual(ALLOWED);
  });

  it("is nobody else: neither a root, nor a role of that name in a folder, nor a session that calls itself so", async () => {
    const calls = RUNNING_SECURITY_SERVICES(newcomer).filter(({ action }) => !action.includes("Start"));
    const others = [
      root(newcomer),
      role(newcomer, "elsewhere/AWSControlTowerExecution"),
      role(newcomer, "Administrator", { session: "AWSControlTowerExecution" }),
      role(newcomer, "stacksets-exec-0123456789abcdef0123456789abcdef"),
    ];
    for (const other of others) expect(await sidsOf(emittedEnvironment(example), other, calls)).toEqual(REFUSED);
  });

  it("is as anybody where the description does not say so", async () => {
    const [account = ""] = undescribedAccounts(askflorence).keys();
    const calls = RUNNING_SECURITY_SERVICES(account).filter(({ action }) => !action.includes("Start"));
    const execution = role(account, "AWSControlTowerExecution");
    expect(await sidsOf(emittedEnvironment(askflorence), execution, calls)).toEqual(REFUSED);
  });
});

describe("a member to which the administration of policies is delegated", () => {
  const delegated = breached(emittedEnvironment(example), "policies delegated to members");
  const policy = (type: string, folder: string): readonly Request[] =>
    ["AttachPolicy", "DeletePolicy", "DetachPolicy", "UpdatePolicy"].map((action) => ({
      action: `organizations:${action}`,
      resource: `arn:aws:organizations::111122223333:policy/o-exampleorgid/${folder}/p-12345678`,
      context: { "organizations:PolicyType": type },
    }));

  it.each([
    ["TAG_POLICY", "tag_policy", ALLOWED],
    ["BACKUP_POLICY", "backup_policy", ALLOWED],
    ["SECURITYHUB_POLICY", "securityhub_policy", ALLOWED],
    ["SERVICE_CONTROL_POLICY", "service_control_policy", ["DenyPolicyAdministration"]],
    ["RESOURCE_CONTROL_POLICY", "resource_control_policy", ["DenyPolicyAdministration"]],
  ])("changes and attaches a %s, if it is none that guards", async (type, folder, expected) => {
    expect(await sidsOf(delegated, role(WORKLOAD, "PolicyTeam"), policy(type, folder))).toEqual(expected);
  });

  it("is refused where a call does not say its type", async () => {
    const untyped = policy("", "service_control_policy").map(({ action, resource }) => ({ action, resource }));
    expect(await sidsOf(delegated, role(WORKLOAD, "PolicyTeam"), untyped)).toEqual(["DenyPolicyAdministration"]);
  });
});

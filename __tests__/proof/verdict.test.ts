import { describe, expect, it } from "vitest";
import { type Attack, notGranted, type Outcome, prevented, refused, residual } from "../../src/threats/attack";
import { role } from "../support/iam/caller";
import type { Cause, Decision } from "../support/iam/decide";
import { objections } from "./verdict";

const PAGE = "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html";
const REFUSED = refused("a member may not", PAGE);

const SERVICE: Cause = { layer: "service", reason: "CloudTrail lets only the management account", source: PAGE };
const UNGRANTED: Cause = { layer: "trust-policy", reason: "the resource's policy does not allow the caller" };
const STATEMENT: Cause = { layer: "scp", sid: "DenyTrailChanges" };
const GRANT: Cause = { layer: "identity", sid: "Everything" };

const step = { action: "cloudtrail:StopLogging", target: "trail" } as const;
const attack: Attack = {
  id: "stop-something",
  plane: "trail",
  title: "Stop",
  effect: "blind",
  techniques: ["T1562.008"],
  steps: [step],
  from: {},
};

const decided = (decision: Decision["decision"], ...causes: readonly [Cause, ...Cause[]]): Decision => ({
  decision,
  by: causes[0],
  causes,
});

const objectionsTo = (expected: Outcome, decision: Decision): readonly string[] => {
  const request = { action: step.action, resource: "*" };
  return objections([
    { attack, step, vantage: "workload", expected, caller: role("111111111111", "Any"), request, decision },
  ]);
};

describe("the proof accepts", () => {
  it.each<[string, Outcome, Decision]>([
    ["as refused what the service refuses, on the page that is named", REFUSED, decided("denied", SERVICE)],
    ["as not granted what nothing grants", notGranted, decided("denied", UNGRANTED)],
    ["as prevented what the named statement denies", prevented(["DenyTrailChanges"]), decided("denied", STATEMENT)],
    ["as residual what is allowed", residual("accepted"), decided("allowed", GRANT)],
  ])("%s", (_, expected, decision) => {
    expect(objectionsTo(expected, decision)).toEqual([]);
  });
});

describe("the proof does not accept", () => {
  it.each<[string, Outcome, Decision]>([
    ["as refused what is allowed", REFUSED, decided("allowed", GRANT)],
    ["as refused what merely nobody has granted", REFUSED, decided("denied", UNGRANTED)],
    ["as refused what a statement of ours denies", REFUSED, decided("denied", STATEMENT, SERVICE)],
    [
      "as refused what the service refuses for another reason",
      REFUSED,
      decided("denied", { ...SERVICE, source: "https://docs.aws.amazon.com/another-page.html" }),
    ],
    ["as prevented what the service refuses", prevented(["DenyTrailChanges"]), decided("denied", SERVICE)],
    ["as prevented what another statement denies", prevented(["DenyTrailTampering"]), decided("denied", STATEMENT)],
    ["as residual what is denied", residual("accepted"), decided("denied", STATEMENT)],
    ["as not granted what is allowed", notGranted, decided("allowed", GRANT)],
  ])("%s", (_, expected, decision) => {
    expect(objectionsTo(expected, decision)).not.toEqual([]);
  });
});

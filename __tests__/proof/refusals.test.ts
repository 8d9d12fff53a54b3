import { describe, expect, it } from "vitest";
import { decide } from "../support/iam/decide";
import { askflorence, example, exampleWithStackSet } from "../support/synthesized";
import { emittedEnvironment } from "./emitted-environment";
import { refusals } from "./refusals";
import { denyingSids } from "./verdict";

const organizations = [
  { title: "askflorence", organization: askflorence },
  { title: "example", organization: example },
  { title: "example, by StackSet", organization: exampleWithStackSet },
];

describe.each(organizations)("the policies emitted for $title", ({ organization }) => {
  const environment = emittedEnvironment(organization);

  it.each(refusals(organization))("refuse that $what", async ({ caller, requests, by }) => {
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) {
      const decision = await decide(environment, caller, request);
      expect(decision.decision, JSON.stringify(request)).toBe("denied");
      if (by !== undefined) expect(new Set(denyingSids(decision)), JSON.stringify(request)).toEqual(new Set([by]));
    }
  });
});

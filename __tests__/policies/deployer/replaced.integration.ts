import { expect, it } from "vitest";
import { allAccounts } from "../../../src/policies/deployer/accounts";
import { CHANGES } from "../../e2e/permissions/changes";
import { holdingOf } from "../../support/holdings";
import { changed } from "../../support/organizations";
import { deployerReplacedWhen, starterReplacedWhen } from "../../support/printed-policies";
import { example } from "../../support/synthesized";

const everyStack = (when: string) =>
  Object.fromEntries(["management", "log-archive", "security", "prod", "dev"].map((stack) => [stack, when]));

/** All others leave what is printed as it was. docs/runbooks/change-the-description.md has the table. */
const REPLACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "an account is added": { staging: "before the deploy", "whoever starts": "before the deploy" },
  "an account is renamed, and its state moved to the new name": { "whoever starts": "between two deploys" },
  "a StackSet takes over from the workloads' stacks": { management: "before the deploy" },
  "the StackSet gives way to stacks again": { management: "after the deploy" },
  "the roles that the stacks make are bounded": everyStack("before the deploy"),
  "a new deploy role is put in, the second half of its rotation": {
    ...everyStack("before the deploy"),
    "whoever starts": "between two deploys",
  },
};

it.each(CHANGES)("what is printed for the deploy roles is replaced when it has to, where $title", (change) => {
  const { title, before, after } = change;
  const replaced = allAccounts(after).flatMap((account) => {
    const when = deployerReplacedWhen(before, after, account);
    return when === undefined ? [] : [[holdingOf(after, account).stack, when] as const];
  });
  const started = starterReplacedWhen(before, after);
  const all = [...replaced, ...(started === undefined ? [] : [["whoever starts", started] as const])];
  expect(Object.fromEntries(all)).toEqual(REPLACED[title] ?? {});
});

it("what takes something away and makes something else is two deploys, with the policies replaced between them", () => {
  const stackSet = changed(example, { "forwarding.stackSetFrom": 0, "guardrails.roleBoundary": false });
  expect(deployerReplacedWhen(stackSet, example, example.accounts.management)).toBe("between two deploys");
});

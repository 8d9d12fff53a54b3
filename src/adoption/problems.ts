import type { Adopted, Adoption } from "../config/adoption";
import { formatPath, type Problem } from "../config/problem";
import { suggestion } from "../config/suggestion";
import type { Adoptable } from "./adoptables";
import { type AdoptableStack, isLive, STACKS_ASKED_FOR, saidTogether } from "./said-together";

/** Of all stacks' names those that something is said of, or has to be. */
export function stacksToRead(adopt: Adoption, names: readonly string[]): readonly string[] {
  return names.filter((name) => adopt[name] !== undefined || STACKS_ASKED_FOR.includes(name));
}

/**
 * Everything that is wrong with what a description adopts.
 *
 * @param names of every stack
 * @param stacks those that stacksToRead names
 */
export function adoptionProblems(
  adopt: Adoption,
  names: readonly string[],
  stacks: readonly AdoptableStack[],
): readonly Problem[] {
  const unknown = Object.keys(adopt).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => ({
      path: formatPath(["adopt", name]),
      value: adopt[name],
      rule: "a stack of the description",
      remedy: suggestion(name, names),
    })),
    ...stacks.flatMap((stack) => problemsIn(adopt, stack)),
    ...saidTogether(adopt, stacks),
  ];
}

function problemsIn(adopt: Adoption, { name, adoptables }: AdoptableStack): readonly Problem[] {
  const byPath = new Map(adoptables.map((adoptable) => [adoptable.path, adoptable]));
  const byAddress = new Map(adoptables.map((adoptable) => [adoptable.address, adoptable]));
  const said = adopt[name] ?? {};
  return Object.entries(said).flatMap(([path, value]) => {
    const place = { path: formatPath(["adopt", name, path]), value };
    const adoptable = byPath.get(path);
    if (adoptable === undefined) {
      const rule = `the construct path of a resource of the stack ${name}`;
      return [
        {
          ...place,
          rule,
          remedy: `${suggestion(path, [...byPath.keys()])} What the description no longer has, Terraform no longer adopts`,
        },
      ];
    }
    if (value === false) return [];
    const parents = adoptable.parents.flatMap((address) => byAddress.get(address) ?? []);
    const orphaned = parents.filter((parent) => !isLive(adopt, { stack: name, path: parent.path }));
    return [
      ...formProblems(adoptable, value).map((problem) => ({ ...place, ...problem })),
      ...orphaned.map((parent) => ({
        ...place,
        rule: `no part without the whole: it belongs to ${parent.path}, which is not adopted, and Terraform would make a second one`,
        remedy: `adopt ${JSON.stringify(parent.path)} too, or write false here`,
      })),
    ];
  });
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
const TARGET = /^(?:r-[\da-z]{4,32}|\d{12}|ou-[\da-z]{4,32}-[\da-z]{8,32})$/;

function formProblems({ id, type }: Adoptable, value: Adopted): readonly Pick<Problem, "rule" | "remedy">[] {
  switch (id.kind) {
    case "computed":
      if (value === true) return [];
      return [{ rule: `true or false: the import id of a ${type} is computed, ${id.id}`, remedy: "write true" }];
    case "chosen":
      if (typeof value === "string" && id.isForm(value)) return [];
      return [{ rule: `${id.what}, which AWS chose; or false`, remedy: id.remedy }];
    case "attachments":
      if (value === true || (Array.isArray(value) && value.every((target) => TARGET.test(target)))) return [];
      return [
        {
          rule: "true where every target of the description carries the policy, else a list of the targets' ids: of units, of the root, of accounts",
          remedy: "copy them from `aws organizations list-targets-for-policy`",
        },
      ];
  }
}

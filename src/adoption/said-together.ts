import type { Adoption } from "../config/adoption";
import { formatPath, type Problem } from "../config/problem";
import type { Adoptable } from "./adoptables";

/** A stack's resources. */
export interface AdoptableStack {
  readonly name: string;
  readonly adoptables: readonly Adoptable[];
}

/**
 * Types whose parts Terraform puts over what is there, or makes a second time, without a word: who adopts one says of each
 * part whether it is live. A rule more on an adopted bus collides at worst, and upgrades bring new ones.
 */
const WHOLES = ["aws_iam_role", "aws_kms_key", "aws_organizations_policy", "aws_s3_bucket", "aws_sns_topic"];

/** A resource, or, where the path ends in `/`, all that are below it. */
interface Place {
  readonly stack: string;
  readonly path: string;
}

const BUCKET = { stack: "log-archive", path: "log-archive-bucket/bucket" };
const KEY = { stack: "log-archive", path: "org-logs-key/" };
const TRAIL = { stack: "management", path: "org-trail/trail" };

/** What comes with something live, though no reference leads from one to the other. */
const COMPANIONS: readonly { readonly live: Place; readonly with: readonly Place[]; readonly because: string }[] = [
  { live: BUCKET, with: [KEY], because: "a second key beside a live one could never be deleted" },
  {
    live: TRAIL,
    with: [{ stack: "management", path: "org-trail/" }, BUCKET, KEY],
    because: "the trail would be moved away from what it writes to",
  },
];

/** Stacks of which something has to be said though nothing of theirs is adopted. */
export const STACKS_ASKED_FOR = [...new Set(COMPANIONS.flatMap((one) => one.with.map(({ stack }) => stack)))];

/** Whether the description says of a place that it is live. */
export function isLive(adopt: Adoption, { stack, path }: Place): boolean {
  const said = adopt[stack]?.[path];
  return said !== undefined && said !== false;
}

/** Everything that is left unsaid beside what is adopted: nobody looked whether it is live. */
export function saidTogether(adopt: Adoption, stacks: readonly AdoptableStack[]): readonly Problem[] {
  const demanded = [...stacks.flatMap((stack) => partsOfWholes(adopt, stack)), ...companions(adopt, stacks)];
  const unsaid = demanded.filter(({ stack, path }) => adopt[stack]?.[path] === undefined);
  const problems = unsaid.map(
    ({ stack, path, because }): Problem => ({
      path: formatPath(["adopt", stack, path]),
      value: undefined,
      rule: `true or its id where it is live, false where it is not: ${because}`,
      remedy: "run npx org-trail adopt, which looks; or look yourself, and write what you find",
    }),
  );
  // The first reason is the closest.
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}

interface Demand extends Place {
  readonly because: string;
}

function partsOfWholes(adopt: Adoption, { name, adoptables }: AdoptableStack): readonly Demand[] {
  const byAddress = new Map(adoptables.map((adoptable) => [adoptable.address, adoptable]));
  return adoptables.flatMap(({ path, parents }) =>
    parents.flatMap((address) => {
      const whole = byAddress.get(address);
      if (whole === undefined || !WHOLES.includes(whole.type)) return [];
      if (!isLive(adopt, { stack: name, path: whole.path })) return [];
      return [
        { stack: name, path, because: `${whole.path} is adopted, and Terraform would put this over what it has` },
      ];
    }),
  );
}

function companions(adopt: Adoption, stacks: readonly AdoptableStack[]): readonly Demand[] {
  return COMPANIONS.filter(({ live }) => isLive(adopt, live)).flatMap((one) =>
    one.with.flatMap(({ stack, path }) => {
      const known = stacks.find(({ name }) => name === stack)?.adoptables ?? [];
      const meant = known.filter((other) => other.path === path || (path.endsWith("/") && other.path.startsWith(path)));
      return meant.map((other) => ({
        stack,
        path: other.path,
        because: `${one.live.path} is adopted, and ${one.because}`,
      }));
    }),
  );
}

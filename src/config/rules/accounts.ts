import { formatPath, type Problem } from "../problem";
import { accountsOf, forwardsByStackSet } from "./placed-accounts";
import type { Rule } from "./rule";

/** cdktf looks a stack up by its name in a plain object, where `constructor` is taken from the start. */
const RESERVED_STACK_NAMES = ["management", "log-archive", "security", "constructor"];

export const accountIdsAreDistinct: Rule = (organization) => {
  const firstPathById = new Map<string, string>();
  // A workload whose stack gives way to a StackSet is described twice: once as what it is, once as what it had.
  const twice = forwardsByStackSet(organization) ? (organization.accounts?.workloads ?? []).map((one) => one?.id) : [];
  const placed = accountsOf(organization).filter(
    ({ path, account: { id } }) => path[1] !== "former" || !twice.includes(id),
  );
  return placed.flatMap(({ path, account: { id } }) => {
    if (id === undefined) return [];
    const first = firstPathById.get(id);
    if (first === undefined) {
      firstPathById.set(id, formatPath(path));
      return [];
    }
    return [
      {
        path: formatPath([...path, "id"]),
        value: id,
        rule: `each account once; ${first} has this id already`,
        remedy: "give each role in the organization an account of its own: that is what keeps its administrators apart",
      },
    ];
  });
};

export const deployAccessIsOneOrTheOther: Rule = (organization) =>
  accountsOf(organization).flatMap(({ path, account: { deploy } }) =>
    deploy?.roleName === undefined || deploy.profile === undefined
      ? []
      : [
          {
            path: formatPath([...path, "deploy"]),
            value: deploy,
            rule: "either `roleName` or `profile`",
            remedy: "delete one of the two",
          },
        ],
  );

/** The management stack works in two accounts: it looks up the archive's key in the other. */
export const logArchiveIsReachedFromManagement: Rule = ({ accounts }) => {
  const { logArchive } = accounts ?? {};
  // A key without a value is one that was refused already.
  if (logArchive === undefined || ("deploy" in logArchive && logArchive.deploy === undefined)) return [];
  const { deploy = {} } = logArchive;
  if ("roleName" in deploy || "profile" in deploy) return [];
  return [
    {
      path: "accounts.logArchive.deploy",
      value: logArchive.deploy,
      rule: "how Terraform reaches the account, `roleName` or `profile`: the management stack looks up the archive's key there",
      remedy: "name a role that the management account's deployer may assume, or a profile of the operator's",
    },
  ];
};

export const stackNamesAreDistinct: Rule = (organization) => {
  const { accounts } = organization;
  const placed = (list: "workloads" | "former") =>
    (accounts?.[list] ?? []).map((account, index) => ({
      path: `accounts.${list}[${index}].name`,
      name: account?.name,
    }));
  const taken = RESERVED_STACK_NAMES.filter((name) => name !== "security");
  const workloads = refusedNames(placed("workloads"), RESERVED_STACK_NAMES, "rename the workload");
  const former = refusedNames(
    placed("former"),
    [
      ...taken,
      ...(accounts?.security === undefined ? [] : ["security"]),
      ...(forwardsByStackSet(organization) ? [] : placed("workloads").flatMap(({ name }) => name ?? [])),
    ],
    "write the name of the stack that the account had; if another account has that name now, rename that one",
  );
  return [...workloads, ...former];
};

function refusedNames(
  placed: readonly { readonly path: string; readonly name: string | undefined }[],
  taken: readonly string[],
  remedy: string,
): readonly Problem[] {
  const names = placed.map(({ name }) => name);
  return placed.flatMap(({ path, name }, index) =>
    name === undefined || (!taken.includes(name) && names.indexOf(name) === index)
      ? []
      : [
          {
            path,
            value: name,
            rule: `a name of its own, and none of ${taken.join(", ")}: it names the account's stack`,
            remedy,
          },
        ],
  );
}

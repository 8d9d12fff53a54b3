import { formatPath } from "../problem";
import { accountsOf } from "./placed-accounts";
import type { Rule } from "./rule";

/** cdktf looks a stack up by its name in a plain object, where `constructor` is taken from the start. */
const RESERVED_STACK_NAMES = ["management", "log-archive", "security", "constructor"];

export const accountIdsAreDistinct: Rule = (organization) => {
  const firstPathById = new Map<string, string>();
  return accountsOf(organization).flatMap(({ path, account: { id } }) => {
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

export const workloadNamesAreDistinct: Rule = ({ accounts }) => {
  const names = (accounts?.workloads ?? []).map((workload) => workload?.name);
  return names.flatMap((name, index) => {
    const reserved = name !== undefined && RESERVED_STACK_NAMES.includes(name);
    if (name === undefined || (!reserved && names.indexOf(name) === index)) return [];
    return [
      {
        path: `accounts.workloads[${index}].name`,
        value: name,
        rule: `a name of its own, and none of ${RESERVED_STACK_NAMES.join(", ")}: it names the account's stack`,
        remedy: "rename the workload",
      },
    ];
  });
};

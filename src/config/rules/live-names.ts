import { auditPrefixOf } from "../audit-prefix";
import { OUR_POLICY_NAMES } from "../policy-names";
import type { Problem } from "../problem";
import type { Rule } from "./rule";

/** What is live under a name of the description's own must not take a name that is ours for something else. */
export const liveNamesAreNotOurs: Rule = ({ name, trail }) => {
  if (name === undefined) return [];
  const prefix = auditPrefixOf(name);
  const { logGroupName, logsRoleName, deliveryTopicName, keyAlias } = trail ?? {};
  return Object.entries({ logGroupName, logsRoleName, deliveryTopicName, keyAlias }).flatMap(([field, value]) =>
    value?.includes(prefix)
      ? [
          {
            path: `trail.${field}`,
            value,
            rule: `a name without ${prefix}, which begins the names of what detects and forwards`,
            remedy: "write the live name; where nothing is live, leave it out",
          },
        ]
      : [],
  );
};

/** AWS tells policies of one type apart by their names, and so does the sentinel. */
export const policiesHaveNamesOfTheirOwn: Rule = ({ guardrails }) => {
  const { archiveResources: _, ...given } = guardrails?.policyNames ?? {};
  const entries = Object.entries({ ...OUR_POLICY_NAMES, ...given });
  return entries.flatMap(([field, value]): readonly Problem[] => {
    const [first] = entries.find(([, other]) => other === value) ?? [];
    if (value === undefined || first === field) return [];
    return [
      {
        path: `guardrails.policyNames.${field}`,
        value,
        rule: `a name of its own: the ${first} policy has it`,
        remedy: "write the live policy's name; where none is live, leave it out",
      },
    ];
  });
};

/** What a former account's stack has is taken away by an apply, and not left as it is. */
export const whoLeavesHasNoFormerAccounts: Rule = ({ leave, accounts }) => {
  const former = accounts?.former ?? [];
  if (leave !== true || former.length === 0) return [];
  return [
    {
      path: "accounts.former",
      value: former,
      rule: "none while Terraform is to let go of everything: it would destroy what those accounts have",
      remedy: "deploy their stacks, which empties them, and delete the entries; then set leave",
    },
  ];
};

import type { Names } from "../../naming";
import { deployerArns } from "../../naming/deployer-arns";
import { analystRolePolicy } from "../analyst-role-policy";
import { auditorBoundary } from "../auditor-role-policy";
import { type PolicyDocument, policyDocument, type Statement } from "../document";
import { forwarderPolicy } from "../forwarder-role-policy";
import { joinRelayPolicy } from "../join-relay-role-policy";
import { selfTestPolicy } from "../self-test-role-policy";
import { sentinelPolicy } from "../sentinel-role-policy";
import { trailLogsRolePolicy } from "../trail-logs-role-policy";

/**
 * The most that a role of the stacks may ever do in an account, whatever a deploy role writes into its policy: what the roles
 * there do today, all of it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function roleBoundary(names: Names, accountId: string): PolicyDocument {
  const managements = accountId === names.managementAccountId ? managementStatements(names) : [];
  const { workbench } = names;
  const analysts = workbench?.accountId === accountId ? analystRolePolicy(names, workbench).Statement : [];
  const auditors = accountId === names.logArchiveAccountId && names.auditors.length > 0 ? auditorBoundary(names) : [];
  return policyDocument([...forwarderPolicy(names).Statement, ...managements, ...analysts, ...auditors]);
}

function managementStatements(names: Names): readonly Statement[] {
  const { keys } = deployerArns(names, names.managementAccountId);
  const [key = ""] = keys;
  return [
    joinRelayPolicy(names),
    selfTestPolicy(names),
    trailLogsRolePolicy(names),
    // Its key has no id before it is made: it is known by its alias.
    withKeyByAlias(sentinelPolicy(names, key), key, names.alertKeyAlias),
  ].flatMap(({ Statement }) => Statement);
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html */
function withKeyByAlias(document: PolicyDocument, key: string, alias: string): PolicyDocument {
  return policyDocument(
    document.Statement.map((one) =>
      one.Resource === key
        ? { ...one, Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } } }
        : one,
    ),
  );
}

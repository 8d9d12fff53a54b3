import type { Rule } from "./rule";

/** Whom a new permission of a function lets in: a service on behalf of one thing of ours, and nobody else. */
export const invoker: Rule = ({ before, after, unknown, created, resource }) => {
  if (unknown)
    return [{ direction: "undecided", what: "Terraform knows only after the apply who may call the function." }];
  if (!created) return before === after ? [] : [{ direction: "weaker", what: "Somebody else may call the function." }];
  const { source_arn: sourceArn, principal_org_id: organization } = resource.after;
  const isService = /\.amazonaws\.com(?:\.cn)?$/.test(String(after));
  const restrained = isService ? sourceArn !== null : organization !== null && organization !== undefined;
  return restrained ? [] : [{ direction: "weaker", what: "It lets in a caller whom nothing of ours restrains." }];
};

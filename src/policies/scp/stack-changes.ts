/**
 * Whoever may act on a stack acts in the role that it was made with, if it was made with one. AWS does not say whether a
 * StackSet's stacks are; theirs would be exempt.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 */
export const STACK_CHANGES = [
  "cloudformation:CancelUpdateStack",
  "cloudformation:ContinueUpdateRollback",
  "cloudformation:CreateChangeSet",
  "cloudformation:DeleteStack",
  "cloudformation:ExecuteChangeSet",
  "cloudformation:RollbackStack",
  "cloudformation:SetStackPolicy",
  "cloudformation:UpdateStack",
] as const;

import type { Names } from "../../naming";
import type { Statement } from "../document";

/**
 * Binds the log-archive account's root alone. Whoever Terraform runs as, it is not the root, which no bucket policy can keep
 * from putting another; the session that sts:AssumeRoot hands out is the root, too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export function onlyRoot({ partition, logArchiveAccountId }: Names): Pick<Statement, "Condition"> {
  return { Condition: { ArnEquals: { "aws:PrincipalArn": `arn:${partition}:iam::${logArchiveAccountId}:root` } } };
}

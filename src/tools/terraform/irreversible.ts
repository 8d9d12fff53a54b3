import { lockDays } from "../../config/archive-terms";
import type { Organization } from "../../config/organization";
import type { PlanJson, ResourceChange } from "./plan-json";

/** Beyond this many years a lock is more often a slip than a duty: HIPAA asks for six, SEC 17a-4 for six, tax law for ten. */
const LONG_LOCK_YEARS = 11;

/** What a description makes that nobody can undo. */
export function irreversibleIn({ archive: { objectLock }, accounts }: Organization): readonly string[] {
  if (objectLock.mode !== "COMPLIANCE") return [];
  const length = objectLock.years === undefined ? `${objectLock.days} days` : `${objectLock.years} years`;
  const isLong = lockDays(objectLock) > LONG_LOCK_YEARS * 366;
  return [
    `Irreversible: Object Lock in COMPLIANCE mode keeps every log file for ${length}. Nobody can delete one earlier or shorten that, AWS and the root of account ${accounts.logArchive.id} included.${isLong ? ` ${length} is far longer than retention rules ask for: check that it is meant.` : ""}`,
  ];
}

/**
 * What a plan does that cannot be undone though nothing is weakened by it, or that is not done until a person acts. What it
 * destroys or makes anew, the review finds.
 */
export function irreversibleInPlan({ resource_changes: changes = [] }: PlanJson): readonly string[] {
  return changes.filter(({ mode }) => mode === "managed").flatMap(warningsOf);
}

function warningsOf({ type, change: { actions, before, after } }: ResourceChange): readonly string[] {
  if (type === "aws_s3_bucket_object_lock_configuration") {
    const [from, to] = [lockOf(before), lockOf(after)];
    if (to.mode !== "COMPLIANCE" || (from.mode === "COMPLIANCE" && from.length === to.length)) return [];
    return [
      `Irreversible: every file that arrives from now on is locked in COMPLIANCE mode for ${to.length}${from.mode === undefined ? "" : ` (before: ${from.mode}, ${from.length})`}.`,
    ];
  }
  if (type === "aws_sns_topic_subscription" && actions.includes("create") && after?.protocol === "email") {
    return [`${after.endpoint} hears nothing until the subscription is confirmed: AWS sends a message with a link.`];
  }
  return [];
}

interface Lock {
  readonly mode: string | undefined;
  readonly length: string;
}

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/s3_bucket_object_lock_configuration */
function lockOf(values: ResourceChange["change"]["after"]): Lock {
  const rules = (values?.rule ?? []) as readonly {
    readonly default_retention?: readonly { readonly mode: string; readonly days?: number; readonly years?: number }[];
  }[];
  const retention = rules[0]?.default_retention?.[0];
  if (retention === undefined) return { mode: undefined, length: "no time" };
  return { mode: retention.mode, length: retention.years ? `${retention.years} years` : `${retention.days} days` };
}

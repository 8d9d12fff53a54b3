import type { DetectionContext } from "./detection";
import { type EventClause, fieldIs, fieldIsOther, inAccount } from "./event-clause";
import { type EventPattern, eventPatterns } from "./event-pattern";
import { ROOT_AT_WORK } from "./identity/root-used";
import { DETECTIONS } from "./index";

/**
 * What every account forwards from every Region: changes by the services through which a trail, an account or a pair of
 * eyes is lost, root, and who enters the log archive. Which of them matter, the rules of the audit bus decide: another
 * detection needs no change in a thousand accounts.
 */
export function memberForwarding({ names }: DetectionContext): readonly EventPattern[] {
  return eventPatterns([
    changesBy(
      "access-analyzer",
      "account",
      "cloudtrail",
      "config",
      "detective",
      "events",
      "glue",
      "guardduty",
      "iam",
      "inspector2",
      "macie2",
      "organizations",
      "rolesanywhere",
      "securityhub",
      // Identity Center is in the management account, or in a member that it is delegated to.
      "sso",
      "sso-directory",
    ),
    { sources: ["sts"], names: ["AssumeRoot"] },
    // The role's own account has a record of each, whatever account the caller is of.
    {
      sources: ["signin", "sts"],
      names: ["AssumeRole*", "ConsoleLogin"],
      where: [inAccount(names.logArchiveAccountId)],
    },
    ...ROOT_AT_WORK,
  ]);
}

/** What the accounts that hold the trail and what watches it forward besides, from the home Region. */
export function auditForwarding(context: DetectionContext, accountId: string): readonly EventPattern[] {
  const changes = changesBy(
    "athena",
    "cloudformation",
    "kms",
    "lambda",
    "logs",
    "monitoring",
    "pipes",
    "s3",
    "scheduler",
    "sns",
    "sqs",
  );
  // Not by its `readOnly`, which no page gives. EventBridge is sent it, although its name begins with Get.
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
  const federated: EventClause = { sources: ["sts"], names: ["GetFederationToken"] };
  const signals = [DETECTIONS["archive-object-deleted"], DETECTIONS["archive-alarm-raised"]].flatMap((detection) =>
    detection.kind === "signal" ? [detection.pattern(context)] : [],
  );
  return [...eventPatterns([changes, federated]), ...(accountId === context.names.logArchiveAccountId ? signals : [])];
}

/**
 * Management events alone: the data events of a busy bucket would be a flood, and so would every new log stream. By their
 * category, which every record has; AWS's example of a service's own event does without `managementEvent`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
function changesBy(...sources: readonly string[]): EventClause {
  return {
    sources,
    where: [fieldIs("eventCategory", "Management"), fieldIsOther("eventName", "CreateLogStream", "CreateSession")],
  };
}

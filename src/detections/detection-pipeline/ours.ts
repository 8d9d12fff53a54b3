import { databasePrefix } from "../../naming/workbench-names";
import type { DetectionContext } from "../detection";
import { anyFieldIs, CHANGES, type EventClause, inRequest } from "../event-clause";

/** Text that has the name of something of ours in it: a name, an ARN or a URL. */
export const ours = ({ names }: DetectionContext): string => `*${names.auditPrefix}*`;
export const ourDatabase = ({ names }: DetectionContext): string => `*${databasePrefix(names.auditPrefix)}*`;

export const TOPIC_FIELDS = ["topicArn", "subscriptionArn", "resourceArn"].map(inRequest);

export const LOG_GROUP_FIELDS = ["logGroupName", "logGroupIdentifier", "resourceIdentifier", "resourceArn"].map(
  inRequest,
);

export function tableChanges(context: DetectionContext): EventClause {
  const fields = ["databaseName", "name", "databaseInput.name"].map(inRequest);
  return { sources: ["glue"], where: [CHANGES, anyFieldIs(fields, ourDatabase(context))] };
}

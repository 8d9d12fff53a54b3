import { ACCESS_LOG_ATTACKS } from "./access-logs";
import { ALARM_ATTACKS } from "./alarms";
import { ARCHIVE_BUCKET_ATTACKS } from "./archive-bucket";
import { ARCHIVED_LOG_ATTACKS } from "./archived-logs";
import type { Attack, Step } from "./attack";
import { DEPLOY_ROLE_ATTACKS } from "./deploy-role";
import { EVASIONS } from "./evasion";
import { EVENT_NAMES, EVENT_SOURCES } from "./event-names";
import { EVENT_ATTACKS } from "./events";
import { EVIDENCE_ACCOUNT_ATTACKS } from "./evidence-accounts";
import { KEY_ATTACKS } from "./key";
import { LOG_GROUP_ATTACKS } from "./log-group";
import { NOTIFICATION_ATTACKS } from "./notification";
import { ORGANIZATION_ATTACKS } from "./organization";
import { QUERY_ATTACKS } from "./queries";
import { SECURITY_SERVICE_ATTACKS } from "./security-services";
import { TRAIL_ATTACKS } from "./trail";

/** Every known way to stop, blind, rewrite, read or outlive the trail, and what becomes of it. */
export const ATTACKS: readonly Attack[] = [
  ...TRAIL_ATTACKS,
  ...ORGANIZATION_ATTACKS,
  ...DEPLOY_ROLE_ATTACKS,
  ...ARCHIVED_LOG_ATTACKS,
  ...ARCHIVE_BUCKET_ATTACKS,
  ...ACCESS_LOG_ATTACKS,
  ...KEY_ATTACKS,
  ...LOG_GROUP_ATTACKS,
  ...ALARM_ATTACKS,
  ...EVENT_ATTACKS,
  ...NOTIFICATION_ATTACKS,
  ...QUERY_ATTACKS,
  ...EVIDENCE_ACCOUNT_ATTACKS,
  ...EVASIONS,
  ...SECURITY_SERVICE_ATTACKS,
];

/** CloudTrail's `eventSource` and `eventName`. */
export interface RecordedEvent {
  readonly source: string;
  readonly name: string;
}

/** What CloudTrail records of a step; a data event only where a selector of the trail asks for it. */
export function recordedEvents({ action, recorded }: Step): readonly RecordedEvent[] {
  if (recorded === "never") return [];
  const [service = "", name = ""] = action.split(":");
  const source = `${EVENT_SOURCES[service] ?? service}.amazonaws.com`;
  return (EVENT_NAMES[action] ?? [name]).map((event) => ({ source, name: event }));
}

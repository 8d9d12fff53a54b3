import type { Organization } from "../../src/config/organization";
import type { DetectionId } from "../../src/detections";
import type { About, Case, CaseCall, CaseCaller, CaseEvent, CaseSetting, CaseSignIn } from "../../src/detections/case";
import { CATALOGUE } from "../../src/detections/catalogue";
import type { Detection } from "../../src/detections/detection";
import { namesOf } from "../../src/naming";
import {
  alarmStateChange,
  customEvent,
  type EventBridgeEvent,
  objectDeleted,
} from "../support/cloudtrail/event-bridge-event";
import {
  assumedRole,
  awsAccount,
  awsInternal,
  awsService,
  type Identity,
  iamUser,
  permissionSetSession,
  rootUser,
  samlUser,
  serviceLinkedRoleSession,
} from "../support/cloudtrail/identities";
import { type CloudTrailRecord, cloudTrailRecord, consoleLogin, denied, omitted } from "../support/cloudtrail/record";
import { example } from "../support/synthesized";
import { large } from "./organizations";

/** A detection's cases as CloudTrail's records. */
export interface RecordCases {
  readonly organization: Organization;
  readonly about: readonly About[];
  readonly anywhere: boolean;
  readonly fires: readonly CloudTrailRecord[];
  readonly misses: readonly CloudTrailRecord[];
}

/** The same as events that are no records of CloudTrail's. */
export interface EventCases {
  readonly fires: readonly EventBridgeEvent[];
  readonly misses: readonly EventBridgeEvent[];
}

const DETECTIONS: readonly Detection[] = CATALOGUE;

const names = namesOf(example);
const SETTING: CaseSetting = {
  names,
  management: names.managementAccountId,
  logArchive: names.logArchiveAccountId,
  security: names.centralAccountId,
  prod: example.accounts.workloads[0]?.id ?? "",
};

export const CASES: readonly (readonly [DetectionId, RecordCases])[] = DETECTIONS.flatMap((detection) => {
  if (detection.kind !== "events" && detection.kind !== "benchmark") return [];
  const { withStackSet = false, about = [], anywhere = false, fires, misses } = casesOf(detection);
  const organization = withStackSet ? large : example;
  return [
    [
      detection.id as DetectionId,
      { organization, about, anywhere, fires: fires.flatMap(recordsOf), misses: misses.flatMap(recordsOf) },
    ],
  ];
});

export const SIGNAL_CASES: readonly (readonly [DetectionId, EventCases])[] = DETECTIONS.flatMap((detection) => {
  if (detection.kind !== "signal") return [];
  const { fires, misses } = casesOf(detection);
  return [[detection.id as DetectionId, { fires: fires.map(eventOf), misses: misses.map(eventOf) }]];
});

/** @throws Error that says what the detection's file lacks: types say so too, and tests run without them */
function casesOf<T>({ id, group, cases }: { id: string; group: string; cases?: (setting: CaseSetting) => T }): T {
  if (cases !== undefined) return cases(SETTING);
  throw new Error(
    `${id} has no cases: in src/detections/${group}/${id}.ts, write under \`cases\` calls that fire it and near misses that do not.`,
  );
}

function recordsOf(row: Case): readonly CloudTrailRecord[] {
  return "signIn" in row ? [signInOf(row)] : callsOf(row);
}

function callsOf(row: CaseCall): readonly CloudTrailRecord[] {
  const [service = "", events = ""] = row.call.split(":");
  return events.split(" ").map((eventName) => {
    const record = cloudTrailRecord({
      eventSource: `${service}.amazonaws.com`,
      eventName,
      accountId: row.in,
      by: row.by && callerOf(row.by, row.in),
      requestParameters: row.parameters,
      readOnly: row.readOnly,
      eventType: row.eventType,
      serviceEventDetails: row.serviceEventDetails,
    });
    const refused = row.refused === undefined ? record : denied(record, row.refused);
    return row.omitted === true ? omitted(refused) : refused;
  });
}

function signInOf({ signIn, in: accountId, by, failed }: CaseSignIn): CloudTrailRecord {
  const record = consoleLogin({
    accountId,
    by: callerOf(by, accountId),
    mfa: signIn === "with MFA",
    failed: failed !== undefined,
  });
  return failed === undefined ? record : { ...record, errorMessage: failed };
}

function callerOf(caller: CaseCaller, accountId: string): Identity {
  if ("root" in caller) {
    const root = rootUser(accountId, { mfa: caller.root === "with MFA" });
    return caller.invokedBy === undefined ? root : { ...root, invokedBy: caller.invokedBy };
  }
  if ("user" in caller) return iamUser(accountId, caller.user);
  if ("role" in caller) return assumedRole(accountId, caller.role, caller);
  if ("permissionSet" in caller) return permissionSetSession(accountId, caller.permissionSet);
  if ("linkedRole" in caller) return serviceLinkedRoleSession(accountId, caller.of, caller.linkedRole);
  if ("account" in caller) return awsAccount(caller.account);
  if ("saml" in caller) return samlUser(caller.saml);
  return "service" in caller ? awsService(caller.service) : awsInternal(accountId);
}

function eventOf(row: CaseEvent): EventBridgeEvent {
  if ("objectDeleted" in row) {
    const { objectDeleted: object, in: accountId, reason, deletionType } = row;
    return objectDeleted({ ...object, accountId, reason, deletionType });
  }
  if ("alarm" in row) {
    const [state, previousState] = row.state === "ALARM" ? (["ALARM", "OK"] as const) : (["OK", "ALARM"] as const);
    return alarmStateChange({ alarmName: row.alarm, accountId: row.in, state, previousState });
  }
  return customEvent({ source: row.source, detailType: row.detailType, detail: {}, accountId: row.in });
}

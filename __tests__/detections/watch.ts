import { forwardsByStackSet, membersWithStacks } from "../../src/config/forwarding";
import type { Organization } from "../../src/config/organization";
import { RULE_STATE } from "../../src/constructs/rule-state";
import type { DetectionId } from "../../src/detections";
import type { DetectionContext } from "../../src/detections/detection";
import type { EventPattern } from "../../src/detections/event-pattern";
import { auditForwarding, memberForwarding } from "../../src/detections/forwarding";
import { eventRules, metricFilters } from "../../src/detections/rendering";
import { type Names, namesOf } from "../../src/naming";
import { deliveredTo, type EventBridgeEvent, eventBridgeEvents } from "../support/cloudtrail/event-bridge-event";
import type { CloudTrailRecord } from "../support/cloudtrail/record";
import { compileEvent, type EventTest } from "../support/patterns/event-pattern";
import { ALL_READINGS, compileFilter, type RecordTest } from "../support/patterns/metric-filter";

type Ids = readonly DetectionId[];

/** What an organization's watchers make of records and events. */
export interface Watch {
  readonly scope: DetectionContext;
  readonly names: Names;
  /** Detections whose metric filter counts the record, however AWS's pages are read. */
  readonly counted: (record: CloudTrailRecord) => Ids;
  /** Detections whose metric filter counts the record in some reading. */
  readonly maybeCounted: (record: CloudTrailRecord) => Ids;
  /** Detections of which a rule of the audit bus tells, where the event is forwarded. */
  readonly matched: (event: EventBridgeEvent) => Ids;
  /** Whether the forwarders of the event's account and Region send it to the audit bus. */
  readonly forwarded: (event: EventBridgeEvent) => boolean;
  /** Detections of which the audit bus tells: the record is delivered, forwarded, and matched. */
  readonly told: (record: CloudTrailRecord) => Ids;
  /** The same, once for each rule: so many messages. */
  readonly messages: (record: CloudTrailRecord) => Ids;
  /** Whether the audit bus tells of this detection. */
  readonly tells: (id: DetectionId, record: CloudTrailRecord) => boolean;
  /** Detections that see the record on either way, or on both. */
  readonly seen: (record: CloudTrailRecord) => Ids;
}

const watches = new Map<Organization, Watch>();

/** Patterns are compiled once for each organization. */
export function watchOf(organization: Organization): Watch {
  const known = watches.get(organization);
  if (known !== undefined) return known;
  const fresh = watch(organization);
  watches.set(organization, fresh);
  return fresh;
}

/** @param watchers what watches, where it is not what is emitted: what was read back */
export function watch(organization: Organization, watchers?: Watchers): Watch {
  const names = namesOf(organization);
  const scope = { names, organization };
  const watching = watchers ?? emittedWatchers(scope);
  const filters = watching.filters.map(({ id, pattern }) => ({
    id,
    tests: ALL_READINGS.map((readings) => compileFilter(pattern, readings)),
  }));
  const rules = watching.rules.map(({ id, pattern }) => ({ id, test: compileEvent(pattern) }));
  const forwardersOf = compiledOnce(watching.forwarders);

  const filtersThat = (holds: (tests: readonly RecordTest[]) => boolean): Ids =>
    unique(filters.filter(({ tests }) => holds(tests)).map(({ id }) => id));
  const counted = remembered((record) => filtersThat((tests) => tests.every((test) => test(record))));
  const matchedByRule = (event: EventBridgeEvent) => rules.filter(({ test }) => test(event)).map(({ id }) => id);
  const matched = (event: EventBridgeEvent) => unique(matchedByRule(event));
  const forwarded = (event: EventBridgeEvent) =>
    forwardersOf(event.account, event.region).some((matches) => matches(event));
  const messages = remembered((record) => {
    const event = deliveredEvent(record);
    return event !== undefined && forwarded(event) ? matchedByRule(event) : [];
  });
  const told = (record: CloudTrailRecord) => unique(messages(record));
  const tells = (id: DetectionId, record: CloudTrailRecord) => {
    const event = deliveredEvent(record);
    return event !== undefined && rules.some((rule) => rule.id === id && rule.test(event)) && forwarded(event);
  };
  return {
    scope,
    names,
    counted,
    maybeCounted: remembered((record) => filtersThat((tests) => tests.some((test) => test(record)))),
    matched,
    forwarded,
    told,
    messages,
    tells,
    seen: (record) => unique([...counted(record), ...told(record)]),
  };
}

/** The event that a record becomes for our rules, if they are shown it. */
export function deliveredEvent(record: CloudTrailRecord): EventBridgeEvent | undefined {
  return deliveredTo(RULE_STATE, record) ? eventBridgeEvents(record) : undefined;
}

/** Patterns, by the detection they are of; and those that forward from an account and Region to the audit bus. */
export interface Watchers {
  readonly filters: readonly { readonly id: DetectionId; readonly pattern: string }[];
  readonly rules: readonly { readonly id: DetectionId; readonly pattern: EventPattern }[];
  readonly forwarders: (accountId: string, region: string) => readonly EventPattern[];
}

/** What the stacks have: forwarders as AccountForwarding and the StackSet set them up. */
export function emittedWatchers(scope: DetectionContext): Watchers {
  return { filters: metricFilters(scope), rules: eventRules(scope), forwarders: forwardersIn(scope) };
}

function forwardersIn(scope: DetectionContext): Watchers["forwarders"] {
  const { names, organization } = scope;
  const member = memberForwarding(scope);
  const audit = new Map(names.auditAccountIds.map((id) => [id, auditForwarding(scope, id)]));
  const described = [organization.accounts.management, ...membersWithStacks(organization)].map(({ id }) => id);
  const forwards = (accountId: string) => forwardsByStackSet(organization) || described.includes(accountId);
  return (accountId, region) => [
    ...(forwards(accountId) && names.forwardedRegions.includes(region) ? member : []),
    ...(region === names.homeRegion ? (audit.get(accountId) ?? []) : []),
  ];
}

/** Records are values: the same one is asked about more than once. */
function remembered(ask: (record: CloudTrailRecord) => Ids): (record: CloudTrailRecord) => Ids {
  const answers = new WeakMap<CloudTrailRecord, Ids>();
  return (record) => {
    const known = answers.get(record) ?? ask(record);
    answers.set(record, known);
    return known;
  };
}

/** A pattern is compiled once, however many accounts forward by it. */
function compiledOnce(forwarders: Watchers["forwarders"]): (accountId: string, region: string) => readonly EventTest[] {
  const compiled = new Map<EventPattern, EventTest>();
  const testOf = (pattern: EventPattern): EventTest => {
    const test = compiled.get(pattern) ?? compileEvent(pattern);
    compiled.set(pattern, test);
    return test;
  };
  return (accountId, region) => forwarders(accountId, region).map(testOf);
}

const unique = (ids: Ids): Ids => [...new Set(ids)];

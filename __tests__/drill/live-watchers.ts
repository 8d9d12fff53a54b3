import { paginateDescribeMetricFilters } from "@aws-sdk/client-cloudwatch-logs";
import { type EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import type { Organization } from "../../src/config/organization";
import type { DetectionId } from "../../src/detections";
import type { EventPattern } from "../../src/detections/event-pattern";
import { eventRules, metricFilters } from "../../src/detections/rendering";
import { namesOf } from "../../src/naming";
import { emittedWatchers, type Watchers } from "../detections/watch";
import { emulatedAccount } from "./emulated-account";

export interface LiveWatchers {
  readonly watchers: Watchers;
  /** How many patterns were read back. */
  readonly patterns: number;
  readonly differences: readonly string[];
}

/** Every pattern of an organization as the emulator has it, by the detection whose name it bears. */
export async function liveWatchers(
  endpoint: string,
  organization: Organization,
  accounts: readonly string[],
): Promise<LiveWatchers> {
  const names = namesOf(organization);
  const scope = { names, organization };
  const home = (account: string) => emulatedAccount(endpoint, account, organization.homeRegion);
  const differences: string[] = [];
  const found = <Pattern>(kind: string, declared: readonly Declared[], live: ReadonlyMap<string, Pattern>) =>
    declared.flatMap(({ id, name }) => {
      const pattern = live.get(names.detection(name));
      if (pattern !== undefined) return [{ id, pattern }];
      differences.push(`${kind} ${names.detection(name)}: nothing was read back`);
      return [];
    });

  const filters = found("metric filter", metricFilters(scope), await filtersOf(home(names.managementAccountId), names));
  const rules = found(
    "rule",
    eventRules(scope),
    await rulesOn(home(names.centralAccountId).events, names.auditBus.name),
  );
  const forwarders = await forwardersOf(endpoint, organization, accounts);
  const emitted = emittedWatchers(scope);
  const watchers: Watchers = {
    filters,
    rules,
    forwarders: (account, region) =>
      accounts.includes(account) ? (forwarders.get(`${account} ${region}`) ?? []) : emitted.forwarders(account, region),
  };
  const forwarding = [...forwarders.values()].flat().length;
  return { watchers, patterns: filters.length + rules.length + forwarding, differences };
}

interface Declared {
  readonly id: DetectionId;
  readonly name: string;
}

async function filtersOf(
  { logs }: ReturnType<typeof emulatedAccount>,
  { trailLogGroup }: ReturnType<typeof namesOf>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const pages = paginateDescribeMetricFilters({ client: logs }, { logGroupName: trailLogGroup.name });
  for await (const { metricFilters: filters = [] } of pages) {
    for (const { filterName = "", filterPattern = "" } of filters) found.set(filterName, filterPattern);
  }
  return found;
}

/** Rules that are on, and the pattern of each. */
async function rulesOn(events: EventBridgeClient, EventBusName: string): Promise<ReadonlyMap<string, EventPattern>> {
  const found = new Map<string, EventPattern>();
  let NextToken: string | undefined;
  do {
    const page = await events.send(new ListRulesCommand({ EventBusName, NextToken }));
    for (const { Name = "", EventPattern: pattern, State } of page.Rules ?? []) {
      if (pattern !== undefined && State !== "DISABLED") found.set(Name, JSON.parse(pattern));
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return found;
}

/** By account and Region, the patterns of the default bus's rules that send to the audit bus. */
async function forwardersOf(
  endpoint: string,
  organization: Organization,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly EventPattern[]>> {
  const { auditBus, forwardedRegions } = namesOf(organization);
  const found = new Map<string, EventPattern[]>();
  const regions = [...new Set([organization.homeRegion, ...forwardedRegions])];
  for (const account of accounts) {
    for (const region of regions) {
      const { events } = emulatedAccount(endpoint, account, region);
      const patterns: EventPattern[] = [];
      for (const [Rule, pattern] of await rulesOn(events, "default")) {
        const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule }));
        if (Targets.some(({ Arn }) => Arn === auditBus.arn)) patterns.push(pattern);
      }
      found.set(`${account} ${region}`, patterns);
    }
  }
  return found;
}

import { assumedRole } from "../identities";
import type { Day } from "../quiet-day/day";
import { type Caller, made, type Occurrence, reads } from "./occurrence";

const AT_WORK = { page: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference.html" };

/** What these stacks do by themselves: the sentinel looks, and the self-test tries both ways. */
export function ourselves({ names, management, homeRegion: region }: Day): readonly Occurrence[] {
  const sentinel: Caller = {
    by: assumedRole(management, `${names.auditPrefix}-sentinel`, { session: "sentinel" }),
    accountId: management,
    region,
  };
  const [, role = ""] = /assumed-role\/([^/]+)\//.exec(names.selfTest.sessions) ?? [];
  const selfTest: Caller = {
    by: assumedRole(management, role, { session: "self-test" }),
    accountId: management,
    region,
  };
  return [
    {
      ...AT_WORK,
      what: "the trail sentinel compares what is live",
      perWeek: 7 * 24 * 4,
      records: [
        ...reads(sentinel, "cloudtrail", "GetTrail", "GetTrailStatus", "GetEventSelectors", "GetInsightSelectors"),
        ...reads(sentinel, "organizations", "ListAccounts", "ListPoliciesForTarget"),
      ],
    },
    {
      ...AT_WORK,
      what: "the self-test tries both ways",
      perWeek: 3,
      news: "a person who hears nothing of it knows that a way is broken",
      records: [
        made(selfTest, "events:EnableRule", { name: names.selfTest.rule.name, eventBusName: names.auditBus.name }),
      ],
    },
  ];
}

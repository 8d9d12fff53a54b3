import type { Block } from "../../../adoption/stack-json";
import { GB } from "../traffic";
import { DAYS, HOURS } from "../usage";
import type { Given, Item } from "./item";
import { runsOf } from "./rhythm";

/** The trail, its log group, and the keys. */
export const RECORDING: readonly Item[] = [
  {
    id: "management-copy",
    what: "a second copy of all management events, where Control Tower's landing zone has a trail",
    price: "cloudtrail-management-copy",
    part: "growing",
    types: ["aws_cloudtrail"],
    // The first copy is free, whichever trail's it is. https://aws.amazon.com/cloudtrail/pricing/
    quantity: ({ emitted, organization, traffic }) =>
      (emitted.count("aws_cloudtrail") - 1 + (organization.guardrails.controlTower ? 1 : 0)) * traffic.events,
  },
  {
    id: "insights",
    what: "events that Insights analyze",
    price: "cloudtrail-insights",
    part: "growing",
    types: ["aws_cloudtrail"],
    quantity: ({ emitted, traffic: { events, writes } }) =>
      emitted
        .of("aws_cloudtrail")
        .flatMap(insightsOf)
        .reduce((sum, type) => sum + (type === "ApiCallRateInsight" ? writes : events), 0),
  },
  {
    id: "data-events",
    what: "data events",
    price: "cloudtrail-data-events",
    part: "growing",
    types: ["aws_cloudtrail"],
    quantity: ({ emitted, assume }) => (emitted.of("aws_cloudtrail").some(hasDataEvents) ? assume("dataEvents") : 0),
  },
  {
    id: "log-group-ingestion",
    what: "events into the log groups",
    price: "logs-ingested",
    part: "growing",
    types: ["aws_cloudwatch_log_group"],
    quantity: intoGroups,
  },
  {
    id: "log-group-storage",
    what: "what the log groups keep",
    price: "logs-stored",
    part: "growing",
    types: ["aws_cloudwatch_log_group"],
    quantity: (given, month) =>
      intoGroups(given) * given.assume("groupCompression") * Math.min(month, keptMonths(given)),
  },
  {
    id: "deliveries",
    what: "notifications of delivered log files",
    price: "sns-publish",
    part: "growing",
    types: ["aws_sns_topic"],
    quantity: ({ traffic }) => traffic.files,
  },
  {
    id: "keys",
    what: "keys",
    price: "kms-key",
    part: "fixed",
    types: ["aws_kms_key"],
    quantity: ({ emitted }, month) =>
      emitted.of("aws_kms_key").reduce((sum, { enable_key_rotation: rotates }) => {
        return sum + 1 + (rotates === true ? Math.min(Math.floor((month - 1) / 12), PAID_ROTATIONS) : 0);
      }, 0),
  },
  {
    id: "key-requests",
    what: "uses of keys by topics and log groups",
    price: "kms-requests",
    part: "fixed",
    types: ["aws_kms_key"],
    quantity: ({ emitted, assume }) => {
      const topics = emitted.of("aws_sns_topic").filter((one) => one.kms_master_key_id !== undefined);
      const groups = emitted.of("aws_cloudwatch_log_group").filter((one) => one.kms_key_id !== undefined);
      return (topics.length + groups.length) * assume("keyRequestsPerHour") * HOURS;
    },
  },
];

/** Since 2024; the copy of AWS's page that could be read is older, and charges each. https://aws.amazon.com/kms/pricing/ */
const PAID_ROTATIONS = 2;

function insightsOf({ insight_selector: selectors }: Block): readonly string[] {
  return ((selectors ?? []) as readonly { insight_type: string }[]).map(({ insight_type: type }) => type);
}

function hasDataEvents({ advanced_event_selector: selectors }: Block): boolean {
  const all = selectors as readonly { field_selector: readonly { field: string; equals?: readonly string[] }[] }[];
  return all.some(({ field_selector: fields }) =>
    fields.some(({ field, equals = [] }) => field === "eventCategory" && equals.includes("Data")),
  );
}

/** GB that the trail and the sentinel write. */
function intoGroups(given: Given): number {
  return given.traffic.eventGigabytes + (runsOf(given) * given.assume("sentinelLogBytes")) / GB;
}

function keptMonths({ emitted }: Given): number {
  return Number(emitted.at("org-trail/log-group").retention_in_days) / DAYS;
}

import { describe, expect, it } from "vitest";
import { created, planOf, reviewPlan } from "../../../support/plans";
import { itJudges } from "./attribute-cases";

const T = "aws_cloudtrail";
const management = {
  name: "Management events selector",
  field_selector: [{ field: "eventCategory", equals: ["Management"] }],
};
const data = (...arns: string[]) => ({
  name: "Objects",
  field_selector: [
    { field: "eventCategory", equals: ["Data"] },
    { field: "resources.type", equals: ["AWS::S3::Object"] },
    { field: "resources.ARN", starts_with: arns },
  ],
});
const selectors = (...advanced_event_selector: unknown[]) => ({ advanced_event_selector });
const basic = (more: object = {}) => ({
  event_selector: [
    {
      include_management_events: true,
      read_write_type: "All",
      data_resource: [],
      exclude_management_event_sources: [],
      ...more,
    },
  ],
});

const WHOLE = {
  enable_logging: true,
  is_multi_region_trail: true,
  is_organization_trail: true,
  include_global_service_events: true,
  enable_log_file_validation: true,
  ...selectors(management),
};

describe("trail-narrowed", () => {
  itJudges("trail-narrowed", [
    ["a trail that stops logging is weaker", T, WHOLE, { ...WHOLE, enable_logging: false }, "weaker"],
    ["a trail of one Region is weaker", T, WHOLE, { ...WHOLE, is_multi_region_trail: false }, "weaker"],
    ["a trail of one account is weaker", T, WHOLE, { ...WHOLE, is_organization_trail: false }, "weaker"],
    [
      "a trail without global services is weaker",
      T,
      WHOLE,
      { ...WHOLE, include_global_service_events: false },
      "weaker",
    ],
    ["a trail without digests is weaker", T, WHOLE, { ...WHOLE, enable_log_file_validation: false }, "weaker"],
    [
      "logging that is known after apply is not passed",
      T,
      WHOLE,
      { ...WHOLE, enable_logging: null },
      "undecided",
      { enable_logging: true },
    ],
    ["a trail that logs again is no finding", T, { ...WHOLE, enable_logging: false }, WHOLE, "nothing"],
    [
      "writes alone are less than all events",
      T,
      WHOLE,
      {
        ...WHOLE,
        ...selectors({
          ...management,
          field_selector: [...management.field_selector, { field: "readOnly", equals: ["false"] }],
        }),
      },
      "weaker",
    ],
    [
      "an excluded source is less than all events",
      T,
      WHOLE,
      {
        ...WHOLE,
        ...selectors({
          ...management,
          field_selector: [...management.field_selector, { field: "eventSource", not_equals: ["kms.amazonaws.com"] }],
        }),
      },
      "weaker",
    ],
    [
      "a selector more is no finding",
      T,
      WHOLE,
      { ...WHOLE, ...selectors(management, data("arn:aws:s3:::a/")) },
      "nothing",
    ],
    [
      "selectors in another order, and otherwise named, are the same",
      T,
      { ...WHOLE, ...selectors(management, data("arn:aws:s3:::a/")) },
      { ...WHOLE, ...selectors({ ...data("arn:aws:s3:::a/"), name: "x" }, management) },
      "nothing",
    ],
    [
      "a bucket less is less",
      T,
      { ...WHOLE, ...selectors(management, data("arn:aws:s3:::a/", "arn:aws:s3:::b/")) },
      { ...WHOLE, ...selectors(management, data("arn:aws:s3:::a/")) },
      "weaker",
    ],
    [
      "a wider prefix is more",
      T,
      { ...WHOLE, ...selectors(management, data("arn:aws:s3:::a/x/")) },
      { ...WHOLE, ...selectors(management, data("arn:aws:s3:::a/")) },
      "nothing",
    ],
    [
      "the basic selector of all events, said as an advanced one, is the same",
      T,
      { ...WHOLE, advanced_event_selector: [], ...basic() },
      { ...WHOLE, event_selector: [] },
      "nothing",
    ],
    [
      "no selector at all is what the advanced one says",
      T,
      { ...WHOLE, advanced_event_selector: [] },
      WHOLE,
      "nothing",
    ],
    [
      "a basic selector of writes is less than all",
      T,
      WHOLE,
      { ...WHOLE, advanced_event_selector: [], ...basic({ read_write_type: "WriteOnly" }) },
      "weaker",
    ],
    [
      "an Insight less is less",
      T,
      { ...WHOLE, insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }] },
      { ...WHOLE, insight_selector: [{ insight_type: "ApiErrorRateInsight" }] },
      "weaker",
    ],
    [
      "Insights in another order are the same",
      T,
      { ...WHOLE, insight_selector: [{ insight_type: "ApiCallRateInsight" }, { insight_type: "ApiErrorRateInsight" }] },
      { ...WHOLE, insight_selector: [{ insight_type: "ApiErrorRateInsight" }, { insight_type: "ApiCallRateInsight" }] },
      "nothing",
    ],
    [
      "another bucket needs a person",
      T,
      { ...WHOLE, s3_bucket_name: "a" },
      { ...WHOLE, s3_bucket_name: "b" },
      "undecided",
    ],
    [
      "a new prefix needs a person",
      T,
      { ...WHOLE, s3_key_prefix: "" },
      { ...WHOLE, s3_key_prefix: "logs" },
      "undecided",
    ],
    [
      "a trail without its log group is weaker",
      T,
      { ...WHOLE, cloud_watch_logs_group_arn: "arn:aws:logs:us-east-1:1:log-group:x:*" },
      { ...WHOLE, cloud_watch_logs_group_arn: "" },
      "weaker",
    ],
  ]);

  it("a new trail has to be whole, and may learn its key and log group after the apply", () => {
    const later = { kms_key_id: true, cloud_watch_logs_group_arn: true, arn: true };
    expect(reviewPlan(planOf(created(T, WHOLE, later)))).toEqual([]);
    const { is_multi_region_trail: _, ...partial } = WHOLE;
    expect(reviewPlan(planOf(created(T, partial, later)))).toMatchObject([
      { attribute: "is_multi_region_trail", direction: "weaker" },
    ]);
    expect(reviewPlan(planOf(created(T, partial, { is_multi_region_trail: true })))).toMatchObject([
      { direction: "undecided" },
    ]);
  });
});

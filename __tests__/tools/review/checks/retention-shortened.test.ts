import { describe, expect, it } from "vitest";
import { created, planOf, reviewPlan, unchanged } from "../../../support/plans";
import { itJudges } from "./attribute-cases";

const GROUP = "aws_cloudwatch_log_group";
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
const days = (retention_in_days: number) => ({ retention_in_days });
const rules = (...all: object[]) => ({
  bucket: "logs",
  rule: all.map((one) => ({ id: "archive", status: "Enabled", filter: [{}], ...one })),
});
const abort = { abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] };
const expires = (after: number) => ({ expiration: [{ date: null, days: after, expired_object_delete_marker: false }] });
const moves = (after: number, storage_class: string) => ({ transition: [{ days: after, storage_class }] });

describe("retention-shortened", () => {
  itJudges("retention-shortened", [
    ["events that leave the log group earlier", GROUP, days(365), days(90), "weaker"],
    ["events that no longer stay for ever", GROUP, days(0), days(365), "weaker"],
    ["events that stay longer are no finding", GROUP, days(365), days(731), "nothing"],
    ["events that stay for ever are no finding", GROUP, days(365), days(0), "nothing"],
    ["days that are known after apply", GROUP, days(365), {}, "undecided", { retention_in_days: true }],
    ["objects that expire earlier", LIFECYCLE, rules(expires(3653)), rules(expires(400)), "weaker"],
    ["objects that expired never", LIFECYCLE, rules(abort), rules({ ...abort, ...expires(3653) }), "weaker"],
    [
      "objects that expire on a date",
      LIFECYCLE,
      rules(expires(3653)),
      rules({ expiration: [{ date: "2030-01-01T00:00:00Z", days: 0 }] }),
      "weaker",
    ],
    ["objects that expire later are no finding", LIFECYCLE, rules(expires(3653)), rules(expires(4000)), "nothing"],
    [
      "a further rule that expires a prefix",
      LIFECYCLE,
      rules(abort),
      rules(abort, { ...expires(30), filter: [{ prefix: "AWSLogs/" }] }),
      "weaker",
    ],
    [
      "the same rule, disabled, is no finding",
      LIFECYCLE,
      rules(abort),
      rules(abort, { ...expires(30), status: "Disabled" }),
      "nothing",
    ],
    [
      "hidden versions that are destroyed earlier",
      LIFECYCLE,
      rules({ noncurrent_version_expiration: [{ noncurrent_days: 2557 }] }),
      rules({ noncurrent_version_expiration: [{ noncurrent_days: 1 }] }),
      "weaker",
    ],
    ["logs that need a restore earlier", LIFECYCLE, rules(abort), rules(moves(90, "DEEP_ARCHIVE")), "undecided"],
    [
      "logs that are cheaper and can be read are no finding",
      LIFECYCLE,
      rules(abort),
      rules(moves(30, "STANDARD_IA")),
      "nothing",
    ],
    [
      "what the provider fills in is no finding",
      LIFECYCLE,
      rules(abort),
      rules({ ...abort, prefix: "", expiration: [], transition: [], noncurrent_version_expiration: [] }),
      "nothing",
    ],
    [
      "undelivered events that are kept for a shorter time",
      "aws_sqs_queue",
      { message_retention_seconds: 1_209_600 },
      { message_retention_seconds: 60 },
      "weaker",
    ],
  ]);

  it("a new lifecycle shortens what a live bucket keeps, and nothing of a new bucket", () => {
    const lifecycle = created(LIFECYCLE, rules(expires(3653)));
    expect(reviewPlan(planOf(unchanged("aws_s3_bucket", { bucket: "logs" }), lifecycle))).toMatchObject([
      { direction: "weaker" },
    ]);
    expect(reviewPlan(planOf(created("aws_s3_bucket", { bucket: "logs" }), lifecycle))).toEqual([]);
    expect(reviewPlan(planOf(created(LIFECYCLE, { rule: rules(expires(1)).rule }, { bucket: true })))).toEqual([]);
  });
});

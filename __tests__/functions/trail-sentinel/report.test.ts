import { describe, expect, it } from "vitest";
import { CHECK_IDS, type CheckId, type Finding, worstOf } from "../../../src/functions/trail-sentinel/finding";
import { detailsOf, makeReporter, metricsOf, type Run } from "../../../src/functions/trail-sentinel/report";
import { type Answers, fakeClients, healthyAws } from "./fake-aws";
import { declared, NOW } from "./healthy";

const SUMMARY = { findings: 1, accountsChecked: 40, accountsPending: 2 };

function finding(subject: string, check: CheckId = "coverage-check", severity: Finding["severity"] = "high"): Finding {
  return { check, severity, subject, what: "No digest", remedy: "Look." };
}

const NEVER = new AbortController().signal;

const run = (findings: readonly Finding[], now = NOW): Run => ({ findings, summary: SUMMARY, now, countOnly: false });

function reporter(answers: Answers = {}) {
  const { clients, calls } = fakeClients({ ...healthyAws(), ...answers });
  const lines: string[] = [];
  const report = makeReporter(clients, declared(), (line) => lines.push(line));
  /** Reports, and returns the subjects of the events by check. */
  const published = async (...findings: readonly Finding[]) => {
    const before = calls.length;
    await report(run(findings), NEVER).catch(() => undefined);
    return calls
      .slice(before)
      .filter(({ command }) => command === "PutEvents")
      .flatMap(({ input }) => input.Entries as readonly { Detail: string }[])
      .map(({ Detail }) => JSON.parse(Detail))
      .map((detail) => [detail.check, detail.findings.map(({ subject }: Finding) => subject)]);
  };
  return { report, published, calls, lines };
}

describe("metricsOf", () => {
  it("counts the findings of every check, 0 included, and nothing that no alarm reads", () => {
    const metrics = metricsOf([finding("a"), finding("b"), finding("c", "sentinel-blind")], NOW);
    const values = metrics.map(({ MetricName, Dimensions, Value }) => [MetricName, Dimensions?.[0]?.Value, Value]);
    expect(values).toEqual([
      ["Findings", "trail-delivery-check", 0],
      ["Findings", "trail-settings-check", 0],
      ["Findings", "guardrails-check", 0],
      ["Findings", "coverage-check", 2],
      ["Findings", "sentinel-blind", 1],
    ]);
    for (const { Unit, Timestamp } of metrics) expect([Unit, Timestamp]).toEqual(["Count", NOW]);
  });
});

describe("detailsOf", () => {
  it("makes one event for a check, with at most 20 findings and the count of all", () => {
    const many = Array.from({ length: 1000 }, (_, index) => finding(`${index}`));
    const [detail, ...others] = detailsOf(many, declared().runbooks);
    expect(others).toEqual([]);
    expect(detail).toMatchObject({ check: "coverage-check", severity: "high", count: 1000 });
    expect(detail?.findings).toHaveLength(20);
    expect(detail?.findings[0]).toEqual({ severity: "high", subject: "0", what: "No digest", remedy: "Look." });
  });

  it.each(CHECK_IDS)("tells for a finding of %s where its runbook stands", (check) => {
    const runbook = expect.stringMatching(new RegExp(`\\.md#${check}$`));
    expect(detailsOf([finding("a", check)], declared().runbooks)).toEqual([
      expect.objectContaining({ check, runbook }),
    ]);
  });

  it("fits into the 256 KB of an event, and all into one request", () => {
    const long = {
      severity: "critical",
      subject: "s".repeat(128),
      what: "w".repeat(1000),
      remedy: "r".repeat(300),
    } as const;
    const findings = CHECK_IDS.flatMap((check) => Array.from({ length: 50 }, () => ({ check, ...long })));
    expect(JSON.stringify(detailsOf(findings, declared().runbooks)).length).toBeLessThan(256 * 1024);
  });

  it.each([
    [["medium", "critical", "high"], "critical"],
    [["medium", "high"], "high"],
    [["medium"], "medium"],
  ] as const)("gives an event of %s the worst severity", (severities, worst) => {
    expect(worstOf(severities.map((severity) => finding("a", "coverage-check", severity)))).toBe(worst);
  });
});

describe("the report", () => {
  it("puts events on the declared bus, under the declared source and type", async () => {
    const { published, calls } = reporter();
    await published(finding("a"), finding("b", "sentinel-blind"));
    const put = calls.find(({ command }) => command === "PutEvents");
    expect(put?.input.Entries).toMatchObject([
      {
        EventBusName: declared().eventBusArn,
        Source: declared().eventSource,
        DetailType: declared().eventDetailType,
      },
      { Source: declared().eventSource, DetailType: declared().eventDetailType },
    ]);
    expect(calls.find(({ command }) => command === "PutMetricData")?.input.Namespace).toBe("acme-org-audit");
  });

  it("publishes what is new since the run before, and what has come back", async () => {
    const { published } = reporter();
    expect(await published(finding("a"))).toEqual([["coverage-check", ["a"]]]);
    expect(await published(finding("a"))).toEqual([]);
    expect(await published(finding("a"), finding("b"))).toEqual([["coverage-check", ["b"]]]);
    expect(await published()).toEqual([]);
    expect(await published(finding("a"))).toEqual([["coverage-check", ["a"]]]);
  });

  it("tells again what it told two runs ago: another container may have seen it go in between", async () => {
    const { report, calls } = reporter();
    const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
    const told = () => calls.filter(({ command }) => command === "PutEvents").length;
    await report(run([finding("a")]), NEVER);
    await report(run([finding("a")], later(16)), NEVER);
    expect(told()).toBe(1);
    await report(run([finding("a")], later(46)), NEVER);
    expect(told()).toBe(2);
  });

  it("says everything in the log, whatever is new", async () => {
    const { published, lines } = reporter();
    await published(finding("a"));
    await published(finding("a"));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { type: "finding", ...finding("a") },
      { type: "run", ...SUMMARY, newFindings: 1 },
      { type: "finding", ...finding("a") },
      { type: "run", ...SUMMARY, newFindings: 0 },
    ]);
  });

  it("fails where the metrics are not taken, after it has published the events", async () => {
    const { report, calls } = reporter({ PutMetricData: () => Promise.reject(new Error("no metrics")) });
    await expect(report(run([finding("a")]), NEVER)).rejects.toThrow("no metrics");
    expect(calls.map(({ command }) => command)).toContain("PutEvents");
  });

  it("fails where the bus cannot be reached, after it has written the metrics; and publishes again", async () => {
    let down = true;
    const { report, published, calls } = reporter({
      PutEvents: () => (down ? Promise.reject(new Error("no bus")) : { Entries: [{}] }),
    });
    await expect(report(run([finding("a")]), NEVER)).rejects.toThrow("no bus");
    expect(calls.map(({ command }) => command)).toContain("PutMetricData");
    down = false;
    expect(await published(finding("a"))).toEqual([["coverage-check", ["a"]]]);
  });

  it.each([
    ["metrics", "PutMetricData", "PutEvents"],
    ["events", "PutEvents", "PutMetricData"],
  ])("abandons %s that are not taken in time, fails, and loses nothing else", async (_title, hangs, goesOn) => {
    const end = new AbortController();
    const { report, calls } = reporter({
      [hangs]: () => {
        setTimeout(() => end.abort(new Error("time is up")), 5);
        return new Promise(() => {});
      },
    });
    await expect(report(run([finding("a")]), end.signal)).rejects.toThrow("time is up");
    expect(calls.map(({ command }) => command)).toContain(goesOn);
  });

  it("calls nothing after the end of the time, but says everything in the log", async () => {
    const { report, calls, lines } = reporter();
    await expect(report(run([finding("a")]), AbortSignal.abort())).rejects.toThrow("incomplete");
    expect(calls).toEqual([]);
    expect(lines).toHaveLength(2);
  });

  it("does not repeat what is known where only what is new is refused", async () => {
    let answer = {};
    const { published } = reporter({ PutEvents: () => ({ Entries: [answer] }) });
    await published(finding("a"));
    answer = { ErrorCode: "ThrottlingException" };
    expect(await published(finding("a"), finding("b"))).toEqual([["coverage-check", ["b"]]]);
    answer = {};
    expect(await published(finding("a"), finding("b"))).toEqual([["coverage-check", ["b"]]]);
  });

  it("fails where the bus refuses one event, and publishes that one again", async () => {
    let refusals = [{}, { ErrorCode: "ThrottlingException" }];
    const { report, published } = reporter({ PutEvents: () => ({ Entries: refusals }) });
    const findings = [finding("a"), finding("b", "sentinel-blind")];
    await expect(report(run(findings), NEVER)).rejects.toThrow("refused the events of sentinel-blind");
    refusals = [{}];
    expect(await published(...findings)).toEqual([["sentinel-blind", ["b"]]]);
    expect(await published(...findings)).toEqual([]);
  });
});

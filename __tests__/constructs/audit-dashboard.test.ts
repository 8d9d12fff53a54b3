import { describe, expect, it } from "vitest";
import type { RunSummary } from "../../src/functions/trail-sentinel/report";
import { askflorence, example, exampleWithStackSet, stackOf } from "../support/synthesized";

interface Widget {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Required properties of a widget, and those that it may have besides.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
const PROPERTIES: Readonly<
  Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>
> = {
  text: { required: ["markdown"], optional: ["background"] },
  alarm: { required: ["alarms"], optional: ["sortBy", "states", "title"] },
  log: { required: ["query", "region"], optional: ["accountId", "stacked", "title", "view"] },
  metric: {
    required: ["metrics", "region"],
    optional: [
      "accountId",
      "annotations",
      "legend",
      "liveData",
      "period",
      "setPeriodToTimeRange",
      "sparkline",
      "stacked",
      "stat",
      "table",
      "timezone",
      "title",
      "trend",
      "view",
      "yAxis",
    ],
  },
};

describe.each([askflorence, example, exampleWithStackSet])("AuditDashboard of $name", (organization) => {
  const stack = stackOf(organization, "management");
  const { homeRegion, accounts, name } = organization;
  const { widgets }: { widgets: readonly Widget[] } = JSON.parse(
    String(stack.at("dashboard/dashboard").dashboard_body),
  );
  const ofType = (type: string) => widgets.filter((widget) => widget.type === type);
  const alarmArns = ofType("alarm").flatMap(({ properties }) => properties.alarms as readonly string[]);

  it("has widgets as CloudWatch documents them: required properties, none unknown, in the grid's bounds", () => {
    for (const { type, width, height, properties } of widgets) {
      const { required = [], optional = [] } = PROPERTIES[type] ?? {};
      expect(Object.keys(properties), type).toEqual(expect.arrayContaining([...required]));
      expect([...required, ...optional], type).toEqual(expect.arrayContaining(Object.keys(properties)));
      expect(width >= 1 && width <= 24 && height >= 1 && height <= 1000).toBe(true);
    }
    expect(widgets.length).toBeGreaterThan(0);
    expect(widgets.length).toBeLessThanOrEqual(500);
  });

  it("shows every alarm of the account once, each in the stack, and none that is not", () => {
    const emitted = stack
      .resources("aws_cloudwatch_metric_alarm")
      .filter(([, alarm]) => !stack.pathOf(alarm).startsWith("audit-hub/"))
      .map(([, { alarm_name }]) => `arn:aws:cloudwatch:${homeRegion}:${accounts.management.id}:alarm:${alarm_name}`);
    expect([...alarmArns].sort()).toEqual(emitted.sort());
  });

  it("has between 1 and 100 alarms in each group, as CloudWatch wants", () => {
    for (const { properties } of ofType("alarm")) {
      const alarms = properties.alarms as readonly string[];
      expect(alarms.length, String(properties.title)).toBeGreaterThan(0);
      expect(alarms.length).toBeLessThanOrEqual(100);
    }
  });

  it("draws metrics of the home Region: a namespace, a name, and pairs of dimensions", () => {
    for (const { properties } of ofType("metric")) {
      expect(properties).toMatchObject({ region: homeRegion, view: "timeSeries" });
      for (const metric of properties.metrics as readonly (readonly string[])[]) {
        expect(metric.length).toBeGreaterThanOrEqual(2);
        expect(metric.length % 2).toBe(0);
      }
    }
  });

  it("says first what it is, where the runbooks are, and which alarms are elsewhere", () => {
    const [first] = widgets;
    expect(first?.type).toBe("text");
    const { markdown } = first?.properties ?? {};
    expect(markdown).toContain(name);
    expect(markdown).toContain(organization.alerts.runbooks ?? "docs/runbooks");
    expect(markdown).toContain(accounts.logArchive.id);
  });

  it("draws what the sentinel says of its runs from its log, by fields that it writes", () => {
    const drawn = ofType("log").find(({ properties }) => properties.view === "timeSeries");
    const fields = ["accountsChecked", "accountsPending"] satisfies readonly (keyof RunSummary)[];
    expect(String(drawn?.properties.query)).toBe(
      `SOURCE '/aws/lambda/${name}-org-audit-sentinel' | filter type = "run" | stats ${fields.map((field) => `max(${field})`).join(", ")} by bin(15m)`,
    );
  });

  it("lists who changed what, from the trail's log group", () => {
    const logs = ofType("log").map(({ properties }) => properties);
    const [table, ...others] = logs.filter(({ view }) => view === "table");
    expect([table, others]).toEqual([expect.objectContaining({ region: homeRegion }), []]);
    const query = String(table?.query);
    expect(query).toMatch(new RegExp(`^SOURCE '/aws/cloudtrail/${organization.trail.name}' \\| fields `));
    for (const field of ["eventTime", "eventName", "userIdentity.arn", "errorCode", "recipientAccountId"]) {
      expect(query).toContain(field);
    }
  });
});

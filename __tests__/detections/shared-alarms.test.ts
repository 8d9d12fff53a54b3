import { describe, expect, it } from "vitest";
import askflorenceInput from "../../organizations/askflorence";
import askflorenceAdopt from "../../organizations/askflorence.adopt.json";
import exampleInput from "../../organizations/example";
import type { OrganizationInput } from "../../src/config/organization";
import { DETECTIONS } from "../../src/detections";
import { eventRules, filterAlarms, metricFilters } from "../../src/detections/rendering";
import { namesOf } from "../../src/naming";
import { changed } from "../support/organizations";
import { type Block, stackOf, valid } from "../support/synthesized";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const ALARM_DESCRIPTION_LIMIT = 1024;

const sharing = (input: OrganizationInput) => valid(changed(input, { "alerts.sharedAlarms": true }));

describe.each([sharing({ ...askflorenceInput, adopt: askflorenceAdopt }), sharing(exampleInput)])(
  "alarms that detections share in $name",
  (organization) => {
    const context = { names: namesOf(organization), organization };
    const { names } = context;
    const stack = stackOf(organization, "management");
    const alarms = filterAlarms(context);
    const shared = alarms.filter(({ ids }) => ids.length > 1);
    const emitted = (type: string): readonly Block[] => stack.resources(type).map(([, block]) => block);
    const alarm = (name: string) => emitted("aws_cloudwatch_metric_alarm").find((one) => one.alarm_name === name);

    it("are one for a severity, and tell people", () => {
      expect(shared.map(({ name }) => name).sort()).toEqual(["critical-changes", "high-changes"]);
      for (const { name, ids } of shared) {
        expect(new Set(ids.map((id) => DETECTIONS[id].severity)).size).toBe(1);
        expect(alarm(names.detection(name))?.alarm_actions).toEqual([
          expect.stringContaining("aws_sns_topic.alarm-topic"),
        ]);
      }
    });

    it("are of detections that a rule names in its message, each of them", () => {
      const ruled = new Set(eventRules(context).map(({ id }) => id));
      for (const { ids } of shared) expect(ids.filter((id) => !ruled.has(id))).toEqual([]);
    });

    it("name every detection that they may be of, its severity and where to begin, in as many characters as CloudWatch takes", () => {
      for (const { name, ids } of shared) {
        const description = String(alarm(names.detection(name))?.alarm_description);
        for (const id of ids) expect(description).toContain(id);
        expect(description).toMatch(/^\[(critical|high)\] .*first-five-minutes\.md$/);
        expect(description.length).toBeLessThanOrEqual(ALARM_DESCRIPTION_LIMIT);
      }
    });

    it("leave an alarm of its own to what a benchmark asks for, what no rule names, and the self-test", () => {
      const own = alarms.filter(({ ids }) => ids.length === 1).flatMap(({ ids }) => ids);
      const ruled = new Set(eventRules(context).map(({ id }) => id));
      for (const id of metricFilters(context).map((filter) => filter.id)) {
        if (DETECTIONS[id].kind === "benchmark" || !ruled.has(id) || id === "self-test") expect(own).toContain(id);
      }
      for (const id of own) expect(alarm(names.detection(id))).toMatchObject({ metric_name: names.detection(id) });
    });

    it("watch a metric that filters write, and no filter writes one that nothing watches", () => {
      const written = emitted("aws_cloudwatch_log_metric_filter").map(
        ({ metric_transformation: one }) => (one as { name: string }).name,
      );
      const watched = alarms.map(({ name }) => names.detection(name));
      expect([...new Set(written)].sort()).toEqual(watched.toSorted());
      expect(watched.filter((name) => alarm(name) === undefined)).toEqual([]);
    });

    it("are shown once on the dashboard", () => {
      const body = String(stack.at("dashboard/dashboard").dashboard_body);
      for (const { name, ids } of shared) {
        expect(body.split(`:alarm:${names.detection(name)}"`)).toHaveLength(2);
        for (const id of ids) expect(body).not.toContain(`:alarm:${names.detection(id)}"`);
      }
    });
  },
);

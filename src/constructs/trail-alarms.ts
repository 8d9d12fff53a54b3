import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { DetectionContext } from "../detections/detection";
import { alarmDescription, sharedAlarmDescription } from "../detections/message";
import { CHECK_IDS, filterAlarms, metricFilters, reachesPeople } from "../detections/rendering";

export interface TrailAlarmsProps {
  readonly context: DetectionContext;
  /** Name of the trail's log group, a Terraform reference. */
  readonly logGroupName: string;
  /** ARN of the topic that tells people, a Terraform reference. */
  readonly topicArn: string;
  /** ARN of the topic of alarms that nobody is sent, a Terraform reference. */
  readonly countedTopicArn: string;
}

/** Counts in the trail's log group, and an alarm for each count; and one for each check of the sentinel. Lives in the management account. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, { context, logGroupName, topicArn, countedTopicArn }: TrailAlarmsProps) {
    super(scope, id);
    const { names } = context;

    for (const { counts, name, pattern } of metricFilters(context)) {
      new CloudwatchLogMetricFilter(this, `filter-${name}`, {
        name: names.detection(name),
        logGroupName,
        pattern,
        // Checkers look for a metric of the filter's name. Further filters of a detection count for the same one.
        metricTransformation: { name: names.detection(counts), namespace: names.metricNamespace, value: "1" },
      });
    }
    for (const { name, ids, threshold, periodMinutes } of filterAlarms(context)) {
      const [detection] = ids;
      new CloudwatchMetricAlarm(this, `alarm-${name}`, {
        alarmName: names.detection(name),
        alarmDescription:
          name === detection ? alarmDescription(detection, context) : sharedAlarmDescription(ids, context),
        namespace: names.metricNamespace,
        metricName: names.detection(name),
        statistic: "Sum",
        period: periodMinutes * 60,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold,
        // Nothing counted is nothing wrong here; that nothing comes at all, the heartbeat says.
        treatMissingData: "notBreaching",
        alarmActions: [reachesPeople(detection) ? topicArn : countedTopicArn],
      });
    }

    for (const check of CHECK_IDS) {
      new CloudwatchMetricAlarm(this, `alarm-${check}`, {
        alarmName: names.detection(check),
        alarmDescription: alarmDescription(check, context),
        namespace: names.metricNamespace,
        metricName: "Findings",
        dimensions: { Check: check },
        statistic: "Maximum",
        period: 900,
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        // A sentinel that does not run has an alarm of its own.
        treatMissingData: "ignore",
        alarmActions: [topicArn],
        okActions: [topicArn],
      });
    }
  }
}

import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { DetectionContext, MetricWatch } from "../detections/detection";
import { alarmDescription } from "../detections/message";
import { metricWatches } from "../detections/rendering";

export interface MetricAlarmsProps {
  readonly context: DetectionContext;
  readonly account: MetricWatch["account"];
  /** ARNs of the topics that tell people. */
  readonly topicArns: readonly string[];
}

/** An alarm for each detection in metrics that AWS writes in an account. */
export class MetricAlarms extends Construct {
  constructor(scope: Construct, id: string, { context, account, topicArns }: MetricAlarmsProps) {
    super(scope, id);
    const { names } = context;
    const actions = [...topicArns];

    for (const [detection, metric] of metricWatches(context, account)) {
      new CloudwatchMetricAlarm(this, detection, {
        alarmName: names.detection(detection),
        alarmDescription: alarmDescription(detection, context),
        namespace: metric.namespace,
        metricName: metric.metricName,
        dimensions: Object.keys(metric.dimensions).length === 0 ? undefined : { ...metric.dimensions },
        statistic: metric.statistic,
        period: metric.periodMinutes * 60,
        evaluationPeriods: metric.periods,
        comparisonOperator: metric.comparison,
        threshold: metric.threshold,
        treatMissingData: metric.missingData,
        alarmActions: actions,
        okActions: actions,
      });
    }
  }
}

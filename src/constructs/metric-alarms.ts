import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { MetricWatch, Scope } from "../detections/detection";
import { metricWatches } from "../detections/emission";
import { alarmDescription } from "../detections/message";

export interface MetricAlarmsProps {
  readonly detections: Scope;
  readonly account: MetricWatch["account"];
  /** ARNs of the topics that tell people. */
  readonly topicArns: readonly string[];
}

/** An alarm for each detection in metrics that AWS writes in an account. */
export class MetricAlarms extends Construct {
  constructor(scope: Construct, id: string, { detections, account, topicArns }: MetricAlarmsProps) {
    super(scope, id);
    const { names } = detections;
    const actions = [...topicArns];

    for (const [detection, metric] of metricWatches(detections, account)) {
      new CloudwatchMetricAlarm(this, detection, {
        alarmName: names.detection(detection),
        alarmDescription: alarmDescription(detection, detections),
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

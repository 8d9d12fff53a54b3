import type { Block } from "../../../adoption/stack-json";
import type { Emitted } from "../emitted";

interface Counted {
  /** Metrics whose alarm waits for more than one: what is counted happens every day. */
  readonly daily: number;
  /** Metrics that one is too many of. */
  readonly rare: number;
}

/** Metrics that filters of log groups write, each once; several filters may count for the same. */
export function filterMetrics(emitted: Emitted): Counted {
  const written = new Set(emitted.of("aws_cloudwatch_log_metric_filter").flatMap(metricsOf));
  const tolerant = new Set(
    emitted
      .of("aws_cloudwatch_metric_alarm")
      .filter(({ threshold }) => Number(threshold) > 1)
      .map(({ metric_name: name, namespace }) => `${namespace} ${name}`),
  );
  const daily = [...written].filter((metric) => tolerant.has(metric)).length;
  return { daily, rare: written.size - daily };
}

function metricsOf({ metric_transformation: transformation }: Block): readonly string[] {
  const all = [transformation].flat() as readonly { name: string; namespace: string }[];
  return all.map(({ name, namespace }) => `${namespace} ${name}`);
}

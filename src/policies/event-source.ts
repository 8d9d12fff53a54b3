import type { Conditions } from "./document";

/**
 * That every event of a request has this source. A request may hold several; one that names no source has none of another.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-cross-account-custom-bus-source.html
 */
export function ofSource(source: string): Conditions {
  return {
    "ForAllValues:StringEquals": { "events:source": source },
    Null: { "events:source": "false" },
  };
}

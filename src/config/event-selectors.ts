import type { Organization } from "./organization";
import type { DataEvents } from "./trail";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: readonly FieldSelector[];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
export interface FieldSelector {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly startsWith?: readonly string[];
}

/** What a trail records: all management events, read and write, and the data events that are asked for. */
export function eventSelectors({ dataEvents }: Organization["trail"]): readonly EventSelector[] {
  return [MANAGEMENT_EVENTS, ...dataEvents.map(dataEventsOf)];
}

/** CloudTrail's console and Control Tower know the selector by this name. */
const MANAGEMENT_EVENTS: EventSelector = {
  name: "Management events selector",
  fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
};

function dataEventsOf({ name, resourceType, arns, readWrite }: DataEvents): EventSelector {
  // A bucket's objects begin with its ARN; functions and tables are the resource itself.
  const resources = resourceType === "AWS::S3::Object" ? { startsWith: arns } : { equals: arns };
  return {
    name,
    fieldSelectors: [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: [resourceType] },
      { field: "resources.ARN", ...resources },
      ...(readWrite === "All" ? [] : [{ field: "readOnly", equals: [String(readWrite === "ReadOnly")] }]),
    ],
  };
}

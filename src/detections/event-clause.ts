/**
 * Which events a detection is about, said once for both languages: metric-filter-pattern.ts and event-pattern.ts write it
 * down in CloudWatch's and in EventBridge's. Fields are those of a CloudTrail record.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export interface EventClause {
  /** Services as CloudTrail names them, without `.amazonaws.com`. @default - every one */
  readonly sources?: readonly string[];
  /**
   * CloudTrail's names of the events, which are not always IAM's names of the actions. `*` stands for any text.
   * None: every call, also one that only reads. @default - every call that changes something, also what AWS adds tomorrow
   */
  readonly names?: readonly string[];
  /** All of them must hold. @default - none */
  readonly where?: readonly Condition[];
}

export type Condition =
  /** One of the fields, dotted below the record, has one of the values. `*` in a value stands for any text. */
  | { readonly kind: "any"; readonly fields: readonly string[]; readonly values: readonly string[] }
  /** The field has none of the values, or is not there. */
  | { readonly kind: "none"; readonly field: string; readonly values: readonly string[] }
  /** The field is there, and has none of the values. */
  | { readonly kind: "other"; readonly field: string; readonly values: readonly string[] }
  /** The field is not there. */
  | { readonly kind: "absent"; readonly field: string }
  /** The field is there and is so. */
  | { readonly kind: "is"; readonly field: string; readonly value: boolean };

export const fieldIs = (field: string, ...values: readonly string[]): Condition => ({
  kind: "any",
  fields: [field],
  values,
});

export const anyFieldIs = (fields: readonly string[], ...values: readonly string[]): Condition => ({
  kind: "any",
  fields,
  values,
});

export const fieldIsNone = (field: string, ...values: readonly string[]): Condition => ({
  kind: "none",
  field,
  values,
});

export const fieldIsOther = (field: string, ...values: readonly string[]): Condition => ({
  kind: "other",
  field,
  values,
});

/** The field of the call's parameters. */
export const inRequest = (field: string): string => `requestParameters.${field}`;

export const isAbsent = (field: string): Condition => ({ kind: "absent", field });

export const isTrue = (field: string): Condition => ({ kind: "is", field, value: true });

/** The account the event is recorded in. */
export const inAccount = (...accountIds: readonly string[]): Condition =>
  fieldIs("recipientAccountId", ...new Set(accountIds));

export const CHANGES: Condition = { kind: "is", field: "readOnly", value: false };

/** Every condition of a clause but its sources and names. */
export function conditionsOf({ names, where = [] }: EventClause): readonly Condition[] {
  return names === undefined ? [CHANGES, ...where] : where;
}

/** CloudTrail's `eventSource` of a service. */
export function eventSource(service: string): string {
  return `${service}.amazonaws.com`;
}

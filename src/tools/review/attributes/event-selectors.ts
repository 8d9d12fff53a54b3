import type { Rule } from "./rule";
import { type Block, blocksOf, listOf } from "./values";

/** Asks of one field of an event. All fields of a selector must hold; any selector is enough. */
interface FieldTest {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly string[];
}

type Selector = readonly FieldTest[];

const OPERATORS = ["equals", "not_equals", "starts_with", "not_starts_with", "ends_with", "not_ends_with"];

/**
 * What a trail records: advanced selectors, or basic ones in the words of these, or, where there are none, all management events.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export const eventSelectors: Rule = ({ unknown, created, resource }) => {
  if (unknown)
    return [{ direction: "undecided", what: "Terraform knows only after the apply what the trail records." }];
  const now = selectorsOf(resource.after);
  const old = created ? [] : selectorsOf(resource.before);
  const lost = old.filter((one) => !now.some((other) => recordsAllOf(other, one)));
  if (lost.length > 0)
    return [
      { direction: "weaker", what: `The trail no longer records everything of: ${lost.map(describe).join("; ")}.` },
    ];
  if (created && !now.some((one) => recordsAllOf(one, ALL_MANAGEMENT)))
    return [{ direction: "weaker", what: "The trail does not record all management events." }];
  const gained = now.filter((one) => !old.some((other) => recordsAllOf(other, one)));
  return gained.length === 0 || created
    ? []
    : [{ direction: "stronger", what: `The trail also records: ${gained.map(describe).join("; ")}.` }];
};

const ALL_MANAGEMENT: Selector = [{ field: "eventCategory", operator: "equals", values: ["Management"] }];

function selectorsOf(trail: Block): readonly Selector[] {
  const advanced = blocksOf(trail.advanced_event_selector).map(({ field_selector }) =>
    blocksOf(field_selector).flatMap((block) =>
      OPERATORS.flatMap((operator) => {
        const values = listOf(block[operator]).map(String);
        return values.length === 0 ? [] : [{ field: String(block.field), operator, values }];
      }),
    ),
  );
  const all = [...advanced, ...blocksOf(trail.event_selector).flatMap(advancedOf)];
  return all.length === 0 ? [ALL_MANAGEMENT] : all;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
function advancedOf(basic: Block): readonly Selector[] {
  const excluded = listOf(basic.exclude_management_event_sources).map(String);
  const kind: Selector =
    basic.read_write_type === "ReadOnly" || basic.read_write_type === "WriteOnly"
      ? [{ field: "readOnly", operator: "equals", values: [String(basic.read_write_type === "ReadOnly")] }]
      : [];
  const management: Selector = [
    ...ALL_MANAGEMENT,
    ...kind,
    ...(excluded.length === 0 ? [] : [{ field: "eventSource", operator: "not_equals", values: excluded }]),
  ];
  const data = blocksOf(basic.data_resource).map(
    ({ type, values }): Selector => [
      { field: "eventCategory", operator: "equals", values: ["Data"] },
      { field: "resources.type", operator: "equals", values: [String(type)] },
      { field: "resources.ARN", operator: "starts_with", values: listOf(values).map(String) },
      ...kind,
    ],
  );
  return basic.include_management_events === false ? data : [management, ...data];
}

/** Whether `wide` selects whatever `narrow` selects. */
function recordsAllOf(wide: Selector, narrow: Selector): boolean {
  return wide.every((asked) => narrow.some((given) => given.field === asked.field && holds(given, asked)));
}

/** Whether a field that passes the one test passes the other. */
function holds(given: FieldTest, asked: FieldTest): boolean {
  if (asked.operator.startsWith("not_"))
    return given.operator === asked.operator && asked.values.every((value) => given.values.includes(value));
  return given.values.every((value) =>
    asked.values.some((other) => {
      if (given.operator === asked.operator && value === other) return true;
      if (given.operator === "equals" || given.operator === asked.operator)
        return asked.operator === "starts_with"
          ? value.startsWith(other)
          : asked.operator === "ends_with" && value.endsWith(other);
      return false;
    }),
  );
}

function describe(selector: Selector): string {
  return selector.map(({ field, operator, values }) => `${field} ${operator} ${values.join(", ")}`).join(" and ");
}

/** Basic selectors are judged together with the advanced ones: here, only that they are known. */
export const basicSelectors: Rule = ({ unknown }) =>
  unknown ? [{ direction: "undecided", what: "Terraform knows only after the apply what the trail records." }] : [];

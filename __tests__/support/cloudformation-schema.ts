import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, ResourceProperties, SpecDatabase } from "@aws-cdk/service-spec-types";

/** What CloudFormation reads of a template, as far as a template of ours goes. */
export interface CloudFormationTemplate {
  readonly Conditions?: object;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
}
interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** Loaded once: it takes most of a second. */
let loaded: SpecDatabase | undefined;
function published(): SpecDatabase {
  loaded ??= loadAwsServiceSpecSync();
  return loaded;
}

/**
 * What of a template CloudFormation's published resource schemas do not know, each with its path: types, properties, values of
 * another type, properties that are missing, references to nothing. Lengths and patterns are not in the package.
 * https://github.com/cdklabs/awscdk-service-spec
 */
export function againstSchemas(template: CloudFormationTemplate): readonly string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Condition, Properties = {} }]) => {
    const resource = published().lookup("resource", "cloudFormationType", "equals", Type)[0];
    if (resource === undefined) return [`${id}: no resource type ${Type}`];
    const conditions = template.Conditions ?? {};
    const condition =
      Condition === undefined || Condition in conditions ? [] : [`${id}.Condition: no condition ${Condition}`];
    return [...condition, ...objectProblems(id, Properties, resource.properties, template)];
  });
}

function objectProblems(
  path: string,
  value: object,
  properties: ResourceProperties,
  template: CloudFormationTemplate,
): readonly string[] {
  const missing = Object.entries(properties).filter(([name, { required }]) => required === true && !(name in value));
  return [
    ...missing.map(([name]) => `${path}.${name}: required`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const property = properties[name];
      if (property === undefined) return [`${path}.${name}: no such property`];
      return valueProblems(`${path}.${name}`, inner, property.type, template);
    }),
  ];
}

/** What a value of a type is called, and whether one is of it. */
const PLAIN: Readonly<Partial<Record<PropertyType["type"], readonly [string, (value: unknown) => boolean]>>> = {
  string: ["text", (value) => typeof value === "string"],
  "date-time": ["text", (value) => typeof value === "string"],
  number: ["number", (value) => typeof value === "number"],
  integer: ["whole number", Number.isInteger],
  boolean: ["boolean", (value) => typeof value === "boolean"],
  tag: ["tag", (value) => isObject(value) && "Key" in value && "Value" in value],
  null: ["null", (value) => value === null],
};

function valueProblems(
  path: string,
  value: unknown,
  type: PropertyType,
  template: CloudFormationTemplate,
): readonly string[] {
  const intrinsic = intrinsicProblems(path, value, template);
  if (intrinsic !== undefined) return intrinsic;
  const [wanted, isOne] = PLAIN[type.type] ?? [];
  if (wanted === undefined || isOne === undefined) return compositeProblems(path, value, type, template);
  return isOne(value) ? [] : [wrong(path, value, wanted)];
}

function compositeProblems(
  path: string,
  value: unknown,
  type: PropertyType,
  template: CloudFormationTemplate,
): readonly string[] {
  if (type.type === "union") {
    const each = type.types.map((one) => valueProblems(path, value, one, template));
    return each.find((problems) => problems.length === 0) ?? each[0] ?? [];
  }
  if (type.type === "array") {
    if (!Array.isArray(value)) return [wrong(path, value, "list")];
    return value.flatMap((item, index) => valueProblems(`${path}[${index}]`, item, type.element, template));
  }
  if (!isObject(value)) return [wrong(path, value, "object")];
  if (type.type === "ref") {
    return objectProblems(path, value, published().get("typeDefinition", type.reference).properties, template);
  }
  if (type.type === "map") {
    return Object.entries(value).flatMap(([key, item]) =>
      valueProblems(`${path}.${key}`, item, type.element, template),
    );
  }
  return intrinsicsIn(path, value, template);
}

function wrong(path: string, value: unknown, wanted: string): string {
  return `${path}: ${JSON.stringify(value)} is no ${wanted}`;
}

/** Undefined where a value is no function of CloudFormation's. What one returns is not looked at, only what it names. */
function intrinsicProblems(
  path: string,
  value: unknown,
  template: CloudFormationTemplate,
): readonly string[] | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  const [[name, argument] = []] = Object.entries(value);
  if (name === "Fn::GetAtt" && Array.isArray(argument)) {
    const [id, attribute] = argument.map(String);
    const type = template.Resources[id ?? ""]?.Type ?? "";
    const attributes = published().lookup("resource", "cloudFormationType", "equals", type)[0]?.attributes ?? {};
    return attribute !== undefined && attribute in attributes ? [] : [`${path}: ${id} has no attribute ${attribute}`];
  }
  if (name === "Fn::Sub" && typeof argument === "string") {
    const names = [...argument.matchAll(/\$\{([^!}]+)\}/g)].map(([, inner = ""]) => inner);
    const unknown = names.filter((inner) => !inner.startsWith("AWS::") && !(inner in template.Resources));
    return unknown.map((inner) => `${path}: no ${inner} to put in`);
  }
  return undefined;
}

function intrinsicsIn(path: string, value: object, template: CloudFormationTemplate): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = `${path}.${key}`;
    const problems = intrinsicProblems(inside, inner, template);
    if (problems !== undefined) return problems;
    return typeof inner === "object" && inner !== null ? intrinsicsIn(inside, inner, template) : [];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

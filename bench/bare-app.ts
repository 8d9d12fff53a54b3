import { readFileSync } from "node:fs";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  App,
  LocalBackend,
  type LocalBackendConfig,
  S3Backend,
  type S3BackendConfig,
  type TerraformDataSource,
  type TerraformMetaArguments,
  TerraformOutput,
  type TerraformOutputConfig,
  type TerraformResource,
  TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import type { Json, JsonObject, Payload, PayloadElement, PayloadStack } from "./payload";

/**
 * What this application is measured against: plain cdktf and the provider's classes, every default left as it is, no
 * schema, no policies to compute. It makes the elements that bench/payload.ts read from this application's own output,
 * references between them as tokens, as a user's code would.
 */
type Element = TerraformResource | TerraformDataSource;
type ElementClass = new (scope: Construct, id: string, config: TerraformMetaArguments) => Element;

// The pattern of payload.ts, whose own imports a user's app would not have.
const REFERENCE = /\$\{((?:data\.)?aws_\w+\.[\w-]+)\.(\w+)\}/g;

/** A user's imports stand at the head of the file: each is loaded once. */
const loaded = new Map<string, ElementClass>();

function elementClass(module: string, className: string): ElementClass {
  const known = loaded.get(className);
  if (known !== undefined) return known;
  const classes: Record<string, ElementClass> = require(`@cdktf/provider-aws/lib/${module}`);
  const found = classes[className];
  if (found === undefined) throw new Error(`${module} has no ${className}`);
  loaded.set(className, found);
  return found;
}

class BareStack extends TerraformStack {
  private readonly made = new Map<string, Element>();
  private readonly providers = new Map<string, AwsProvider>();

  private readonly unusedProviders: readonly JsonObject[];

  constructor(scope: Construct, stack: PayloadStack) {
    const { name, backend, providers, elements, outputs, overrides } = stack;
    super(scope, name);
    this.unusedProviders = stack.unusedProviders;
    if (backend.type === "s3") new S3Backend(this, backend.config as object as S3BackendConfig);
    else new LocalBackend(this, backend.config as LocalBackendConfig);
    for (const config of providers) {
      const alias = String(config.alias);
      this.providers.set(alias, new AwsProvider(this, `provider-${alias}`, config));
    }
    for (const element of elements) this.made.set(element.address, this.make(element));
    for (const [name, output] of Object.entries(outputs)) {
      new TerraformOutput(
        this,
        `output-${name}`,
        this.withTokens(output) as object as TerraformOutputConfig,
      ).overrideLogicalId(name);
    }
    for (const [path, value] of Object.entries(overrides)) this.addOverride(path, value);
  }

  override toTerraform() {
    const stack = super.toTerraform();
    return { ...stack, provider: { aws: [...stack.provider.aws, ...this.unusedProviders] } };
  }

  private make({ module, className, path, providerAlias, dependsOn, config }: PayloadElement): Element {
    const ElementClass = elementClass(module, className);
    const id = path.at(-1) ?? "";
    const scope = path.slice(0, -1).reduce<Construct>((parent, name) => child(parent, name), this);
    const { forEach, ...rest } = this.withTokens(config) as JsonObject;
    return new ElementClass(scope, id, {
      ...rest,
      ...(forEach === undefined ? {} : { forEach: { _getForEachExpression: () => forEach } }),
      ...(providerAlias === undefined ? {} : { provider: this.providers.get(providerAlias) }),
      ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.flatMap((address) => this.made.get(address) ?? []) }),
    });
  }

  private withTokens(value: Json): Json {
    if (typeof value === "string") {
      return value.includes("${")
        ? value.replace(REFERENCE, (text, address, attribute) => this.tokenOf(address, attribute) ?? text)
        : value;
    }
    if (Array.isArray(value)) return value.map((item) => this.withTokens(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.withTokens(inner)]));
  }

  private tokenOf(address: string, attribute: string): string | undefined {
    return this.made.get(address)?.getStringAttribute(attribute);
  }
}

function child(parent: Construct, name: string): Construct {
  const existing = parent.node.tryFindChild(name);
  return existing instanceof Construct ? existing : new Construct(parent, name);
}

function main(payloadFile: string): void {
  const payload: Payload = JSON.parse(readFileSync(payloadFile, "utf8"));
  const app = new App();
  const stacks = new Map<string, TerraformStack>();
  const add = (stack: PayloadStack): void => {
    const made = new BareStack(app, stack);
    for (const name of stack.dependencies) {
      const dependency = stacks.get(name);
      if (dependency !== undefined) made.addDependency(dependency);
    }
    stacks.set(stack.name, made);
  };

  payload.central.forEach(add);
  const template = JSON.stringify(payload.workload);
  const [first] = payload.workloads;
  for (const { name, id } of payload.workloads) {
    add(JSON.parse(first ? template.replaceAll(first.name, name).replaceAll(first.id, id) : template));
  }
  app.synth();
}

main(process.argv[2] ?? "");

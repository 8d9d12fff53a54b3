import type { Block } from "../support/synthesized";

interface InputTransformer {
  readonly input_paths: Readonly<Record<string, string>>;
  readonly input_template: string;
}

export function inputTransformerOf(target: Block): InputTransformer {
  return target.input_transformer as InputTransformer;
}

/**
 * What EventBridge makes of an event for a target, as far as these stacks use it: `<variable>` is replaced by what stands
 * at its path; where nothing stands there, it does not appear.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderedInput(target: Block, event: object): string {
  const { input_paths, input_template } = inputTransformerOf(target);
  return input_template.replace(/<([\w-]+)>/g, (_, variable: string) => valueAt(event, input_paths[variable]));
}

/** `$.detail.findings[0].what` */
function valueAt(event: object, path = ""): string {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "" && step !== "$");
  const value = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], event);
  return value === undefined ? "" : String(value);
}

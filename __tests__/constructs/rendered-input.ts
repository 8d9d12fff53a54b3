import type { Block } from "../support/synthesized";

interface InputTransformer {
  readonly input_paths: Readonly<Record<string, string>>;
  readonly input_template: string;
}

/** Where AWS's page says one thing of JSON and another of variables; a message has to be right under both. */
export interface Reading {
  /** Whether a value is escaped that stands inside a text: "EventBridge doesn't escape values extracted by Input Path". */
  readonly escapes: boolean;
}

export const READINGS: readonly Reading[] = [{ escapes: false }, { escapes: true }];

export function inputTransformerOf(target: Block): InputTransformer {
  return target.input_transformer as InputTransformer;
}

/**
 * What EventBridge makes of an event for a target. `<variable>` as a value becomes the object or list at its path, as JSON;
 * a string is refused there, of which AWS's page says now that it is quoted and now that it has to be. Inside a text it
 * becomes its words, and of an object or list the JSON without its quotation marks. Where nothing stands at the path, the
 * variable does not appear: inside a text that is nothing, as a value it is a hole, and the message no JSON.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function renderedInput(target: Block, event: object, reading: Reading = { escapes: false }): string {
  const { input_paths, input_template } = inputTransformerOf(target);
  // A text of JSON with its quotation marks, or a variable between them.
  return input_template.replace(/"(?:[^"\\]|\\.)*"|<[\w-]+>/g, (part) =>
    part.startsWith("<")
      ? asValue(valueAt(event, input_paths[part.slice(1, -1)]))
      : part.replace(/<([\w-]+)>/g, (_, variable: string) =>
          insideText(valueAt(event, input_paths[variable]), reading),
        ),
  );
}

function asValue(value: unknown): string {
  if (typeof value === "string") throw new Error(`a string as a value: ${value}`);
  return JSON.stringify(value) ?? "";
}

function insideText(value: unknown, { escapes }: Reading): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value).replaceAll('"', "");
  return escapes ? JSON.stringify(value).slice(1, -1) : value;
}

/** `$.detail.findings[0].what` */
function valueAt(event: object, path = ""): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "" && step !== "$");
  return steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], event);
}

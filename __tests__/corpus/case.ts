import type { Organization } from "../../src/config/organization";
import type { Change } from "../support/changed";
import type { StackPatch } from "./stack-patch";

/** Applied as they are before any case; each on an emulator of its own. */
export type BaseName = "askflorence" | "example";

/** What was done between the apply of everything and the plan. At least one of them. */
export interface Made {
  /** The description was changed, by path as in `changed`. */
  readonly description?: Change;
  /** The synthesized stack was changed, as if a colleague had changed the constructs. */
  readonly stack?: (stack: StackPatch) => void;
  /** AWS was changed by hand. The plan then reads it again. */
  readonly live?: (aws: Aws) => Promise<unknown>;
  /** Takes `live` back. @default - the stack is applied as it was */
  readonly undo?: (aws: Aws) => Promise<unknown>;
  /** Whether AWS is read again. @default where `live` changes it */
  readonly refresh?: boolean;
  /** The state was changed; `"none"` takes it away. */
  readonly state?: "none" | ((state: State, stack: StackPatch) => void);
  /** Options of `terraform plan`. */
  readonly options?: (stack: StackPatch) => readonly string[];
}

/** AWS as somebody with every permission reaches it: settings for a client of the AWS SDK. */
export interface Aws {
  readonly organization: Organization;
  client(accountId: string, region?: string): AwsClientSettings;
  /** The same for S3, whose buckets the emulator finds by their path. */
  s3(accountId: string): AwsClientSettings & { readonly forcePathStyle: boolean };
}

export interface AwsClientSettings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly disableHostPrefix: boolean;
}

/** A state file, as much as a case changes of it. */
export interface State {
  resources: StateResource[];
}

export interface StateResource {
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  instances: StateInstance[];
}

export interface StateInstance {
  status?: string;
  deposed?: string;
  attributes: Record<string, unknown>;
}

interface CaseBase {
  /** Names the fixture. */
  readonly id: string;
  /** What a person did. */
  readonly title: string;
  readonly organization: BaseName;
  readonly stack: string;
  readonly made: Made;
}

/** A plan that must not be applied unread. */
export interface DangerousCase extends CaseBase {
  readonly expected: "dangerous";
  /** What would be lost, in plain words. */
  readonly danger: string;
  /** Where the idea comes from: a threat of docs/threat-model.md, a check of a public benchmark, a report. */
  readonly source: string;
  /** Construct paths within the stack: a finding at one of these catches it. None: a finding about the plan as a whole. */
  readonly at: readonly string[];
  /** Written before any check of the review was read. */
  readonly blind?: true;
}

/** A plan that must pass without a finding. */
export interface HarmlessCase extends CaseBase {
  readonly expected: "harmless";
  /** Why nothing is lost. */
  readonly why: string;
}

export type Case = DangerousCase | HarmlessCase;

import type { Block, PlacedBlock } from "../adoption/stack-json";
import type { Requirement } from "./requirement";
import { SETTINGS, type Setting, type SettingId } from "./settings";

/** A stack as it was emitted. */
export interface EmittedStack {
  readonly name: string;
  readonly blocks: readonly PlacedBlock[];
}

/** A setting as an organization's emitted resources have it. */
export interface MeasuredSetting {
  readonly id: SettingId;
  readonly says: string;
  /** `management: aws_cloudtrail.org-trail_715E4F6C is_multi_region_trail`; undefined where there is no such resource. */
  readonly where: string | undefined;
  /** `true`, `COMPLIANCE`, `731`; `set` where anything will do; undefined where it has none. */
  readonly value: string | undefined;
  readonly holds: boolean;
}

/** A policy's statement, and the resources that carry it. */
export interface MeasuredStatement {
  readonly sid: string;
  /** Empty where the description leaves it out. */
  readonly where: readonly string[];
}

export interface MeasuredRequirement {
  readonly requirement: Requirement;
  readonly settings: readonly MeasuredSetting[];
  readonly statements: readonly MeasuredStatement[];
  /** Whether all of it is there, as the description wants it. It says nothing of live AWS: doctor does. */
  readonly isEmitted: boolean;
}

/** A requirement against what an organization's stacks really hold. */
export function measured(requirement: Requirement, stacks: readonly EmittedStack[]): MeasuredRequirement {
  const { settings: ids = [], statements: sids = [] } = requirement.by;
  const settings = ids.map((id) => measuredSetting(id, stacks));
  const statements = sids.map((sid) => ({ sid, where: carriersOf(sid, stacks) }));
  const isEmitted = settings.every(({ holds }) => holds) && statements.every(({ where }) => where.length > 0);
  return { requirement, settings, statements, isEmitted };
}

function measuredSetting(id: SettingId, stacks: readonly EmittedStack[]): MeasuredSetting {
  const setting: Setting = SETTINGS[id];
  const { says, attribute } = setting;
  const found = resourcesOf(stacks, setting.type).find(({ path }) => path === setting.construct);
  if (found === undefined) return { id, says, where: undefined, value: undefined, holds: false };
  const value = valueAt(found.block, attribute);
  const where = `${found.stack}: ${found.address} ${attribute}`;
  return { id, says, where, value: shown(setting, value), holds: fits(setting, value) };
}

function fits({ is }: Setting, value: unknown): boolean {
  if (is === "present") return value !== undefined && value !== null && value !== "";
  if (typeof is !== "object") return value === is;
  if ("atLeastDays" in is) return (daysOf(value) ?? 0) >= is.atLeastDays;
  return typeof value === "number" && value >= is.atLeast;
}

/** Of a retention, which is in days or in years. */
function daysOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { days, years } = value as Block;
  if (typeof days === "number") return days;
  return typeof years === "number" ? years * 365 : undefined;
}

/** References and lists are read in Terraform, not here. */
function shown({ is }: Setting, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof is === "object" && "atLeastDays" in is) return `${daysOf(value)} days`;
  const isPlain = typeof value !== "object" && !String(value).includes("${");
  return is === "present" && !isPlain ? "set" : String(value);
}

function valueAt(block: Block, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? (value as Block)[key] : undefined),
      block,
    );
}

/** Resources whose policy has a statement of that Sid. Policies are texts, within which quotation marks may be escaped. */
function carriersOf(sid: string, stacks: readonly EmittedStack[]): readonly string[] {
  const statement = `"Sid":"${sid}"`;
  return POLICY_TYPES.flatMap((type) => resourcesOf(stacks, type))
    .filter(({ block }) => [block.policy, block.content].some((text) => String(text).includes(statement)))
    .map(({ stack, address }) => `${stack}: ${address}`);
}

const POLICY_TYPES = ["aws_organizations_policy", "aws_s3_bucket_policy", "aws_kms_key"];

function resourcesOf(stacks: readonly EmittedStack[], type: string) {
  return stacks.flatMap(({ name: stack, blocks }) =>
    blocks.filter((placed) => placed.type === type).map((placed) => ({ ...placed, stack })),
  );
}

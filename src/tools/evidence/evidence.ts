import { placedBlocks } from "../../adoption/stack-json";
import type { Organization } from "../../config/organization";
import { ConfigError, type Problem } from "../../config/problem";
import { namesOf } from "../../naming";
import { ATTACKS } from "../../threats";
import { threatModel } from "../docs/threat-model";
import { loadChosen } from "../load-chosen";
import type { SynthesizedStack } from "../terraform/manifest";
import { PROJECT_ROOT } from "../terraform/session";
import { blocksOf, ownAccountId } from "../terraform/stack-json";
import { withSynthesized } from "../terraform/with-synthesized";
import { type AccountConfiguration, configurationOf, type PlacedStack } from "./configuration";
import { type GivenFiles, type Inputs, readInputs } from "./inputs";
import { type Sources, sourcesOf } from "./sources";
import { type Verdict, verdictOf } from "./verdict";

/** Everything that the folder says. */
export interface Evidence {
  readonly organization: Organization;
  readonly trailArn: string;
  readonly madeAt: string;
  readonly verdict: Verdict;
  readonly configuration: readonly AccountConfiguration[];
  readonly inputs: Inputs;
  readonly sources: Sources;
  /** As docs/threat-model.md has it. */
  readonly threatModel: string;
}

export interface EvidenceOptions extends GivenFiles {
  readonly at: Date;
  readonly maxAgeDays: number;
}

/** @throws ConfigError with everything that is wrong with what was handed in */
export async function gather({ at, maxAgeDays, ...given }: EvidenceOptions): Promise<Evidence> {
  const problems: Problem[] = [];
  const inputs = readInputs(given, problems);
  if (problems.length > 0) throw new ConfigError("evidence", problems);
  const organization = await loadChosen(PROJECT_ROOT);
  const { organizationId } = organization;
  const names = namesOf(organization);
  const stacks = await withSynthesized((synthesized) => synthesized.map(placed));
  return {
    organization,
    trailArn: names.trail.arn,
    madeAt: at.toISOString(),
    verdict: verdictOf({ inputs, stacks, organizationId, bucket: names.archive.bucket.name, now: at, maxAgeDays }),
    configuration: configurationOf(stacks),
    inputs,
    sources: sourcesOf(PROJECT_ROOT, stacks),
    threatModel: threatModel(ATTACKS, organization),
  };
}

function placed(stack: SynthesizedStack): PlacedStack {
  const json = blocksOf(stack);
  return { name: stack.name, accountId: ownAccountId(stack.name, json), blocks: placedBlocks(stack.name, json) };
}

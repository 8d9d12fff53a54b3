import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placedBlocks } from "../../adoption/stack-json";
import { choosableIn, choose } from "../../config/choose-organization";
import { loadOrganization } from "../../config/load-organization";
import type { Organization } from "../../config/organization";
import type { EmittedStack } from "../../controls/measured";
import { ALERT_GROUPS } from "../../detections/groups";
import { runbookPage } from "../../detections/runbook-page";
import type { Holding } from "../../policies/deployer/permissions";
import { loadQueries } from "../../queries/catalogue";
import { ATTACKS } from "../../threats";
import { type Emitted, emittedBy } from "../cost/emitted";
import { holdingsOf } from "../permissions/holdings";
import type { SynthesizedStack } from "../terraform/manifest";
import { blocksOf } from "../terraform/stack-json";
import { withSynthesized } from "../terraform/with-synthesized";
import { controlsPages } from "./controls";
import { costDocument } from "./cost";
import { deployPermissions } from "./deploy-permissions";
import { guardrailsDocument } from "./guardrails";
import { writeLeanerDescription } from "./leaner-description";
import { queriesDocument } from "./queries";
import { threatModel } from "./threat-model";

/** Every generated document, by its path in the project. */
export async function documents(projectRoot: string): Promise<ReadonlyMap<string, string>> {
  // The checkout's, whatever a shell says: the document stands in it.
  const { reference } = choose(choosableIn(projectRoot, {}));
  const organization = await loadOrganization(reference, projectRoot);
  const described = await Promise.all(["askflorence", "example"].map((name) => synthesized(name, projectRoot)));
  const own = described.find(({ name }) => name === reference);
  if (own === undefined) throw new Error(`${reference} is none of the organizations whose documents are generated`);
  return new Map([
    ["docs/threat-model.md", threatModel(ATTACKS, organization)],
    ["docs/guardrails.md", guardrailsDocument(described.map((one) => one.organization))],
    ["docs/cost.md", costDocument(described, await leaner(reference, projectRoot))],
    ["docs/deploy-permissions.md", deployPermissions(new Map(described.map(({ name, holdings }) => [name, holdings])))],
    ["docs/queries.md", queriesDocument(loadQueries())],
    ...controlsPages(own.stacks),
    ...ALERT_GROUPS.map((group) => [`docs/runbooks/alerts/${group.id}.md`, runbookPage(group)] as const),
  ]);
}

interface Synthesized {
  readonly name: string;
  readonly organization: Organization;
  readonly holdings: readonly Holding[];
  readonly emitted: Emitted;
  readonly stacks: readonly EmittedStack[];
}

/** The same organization without what its author may leave out to pay less. */
async function leaner(name: string, projectRoot: string): Promise<Synthesized> {
  const folder = mkdtempSync(join(tmpdir(), "org-trail-leaner-"));
  try {
    return await synthesized(writeLeanerDescription(name, projectRoot, folder), projectRoot);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function synthesized(name: string, projectRoot: string): Promise<Synthesized> {
  const organization = await loadOrganization(name, projectRoot);
  const use = (stacks: readonly SynthesizedStack[]) => ({
    name,
    organization,
    holdings: holdingsOf(organization, stacks),
    emitted: emittedBy(stacks),
    stacks: stacks.map((stack) => ({ name: stack.name, blocks: placedBlocks(stack.name, blocksOf(stack)) })),
  });
  return withSynthesized(use, { said: "ignore", organization: name });
}

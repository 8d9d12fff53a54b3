import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadOrganization } from "../../src/config/load-organization";
import type { DrillAnswer, DrillQuestion } from "../../src/tools/rehearse/drill-answer";
import { watch } from "../detections/watch";
import { attackCells } from "../proof/cells";
import { decided } from "../proof/verdict";
import { accountOf } from "../support/iam/caller";
import { answersOf } from "./answers";
import { inOnePartition, liveEnvironment } from "./live-environment";
import { liveWatchers } from "./live-watchers";
import { readBack } from "./read-back";

/** Workload accounts that are attacked from: a thousand of them differ in nothing that a policy asks for. */
const SAMPLE = 3;

/**
 * The attack drill of a rehearsal: the proof's attacks, decided on what an emulator has after an apply. A program of its
 * own, started by `npm run rehearse`, because the simulator is for tests alone (docs/adr/0007).
 */
async function main(): Promise<void> {
  const { endpoint, organization: reference, applied }: DrillQuestion = JSON.parse(readFileSync(0, "utf8"));
  // Adopted or made: the policies are the same, and the proof has an id of its own for the key.
  const organization = { ...(await loadOrganization(reference, join(__dirname, "..", ".."))), adopt: {} };
  const { management, logArchive, security, workloads } = organization.accounts;
  const accounts = [
    management.id,
    logArchive.id,
    ...(security ? [security.id] : []),
    ...workloads.filter(({ name }) => applied.includes(name)).map(({ id }) => id),
  ];
  const leftOut = workloads.slice(SAMPLE).map(({ id }) => id);
  const read = await readBack(endpoint, organization, accounts);
  const live = liveEnvironment(organization, read, (account) => accounts.includes(account));
  const { watchers, patterns, differences } = await liveWatchers(endpoint, organization, accounts);
  // What is asked is asked in the proof's partition too.
  const asked = attackCells(organization)
    .filter(({ caller }) => !leftOut.includes(accountOf(caller) ?? ""))
    .map((cell) => ({ ...cell, caller: inOnePartition(cell.caller), request: inOnePartition(cell.request) }));
  const cells = await decided(live.environment, asked);
  const answer: DrillAnswer = {
    attacks: answersOf(cells, watch(organization, watchers), organization),
    read: { policies: live.policies, patterns },
    leftOut: leftOut.length,
    differences: [...live.differences, ...differences],
  };
  process.stdout.write(JSON.stringify(answer));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

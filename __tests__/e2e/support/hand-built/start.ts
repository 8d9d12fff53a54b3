import type { Organization } from "../../../../src/config/organization";
import { Emulator } from "../../../../src/tools/emulator/emulator";
import { createOrganization } from "../../../../src/tools/emulator/organization";
import type { Tools } from "../../../../src/tools/emulator/requirements";
import { seedOf } from "../../../../src/tools/emulator/seed-of";
import { buildByHand } from "./build";
import type { HandBuilt } from "./hand-built";

/** Id of AskFlorence's live key. */
export const LIVE_KEY_ID = "e9dfcdbe-19e1-491c-a8f9-d17612cf6353";

/** An emulator of an organization in which people made everything, and Terraform nothing yet. */
export async function startHandBuilt(tools: Tools, organization: Organization, built: HandBuilt): Promise<Emulator> {
  const keys =
    built.key === undefined
      ? []
      : [{ accountId: built.logArchiveAccountId, description: built.key.description, id: LIVE_KEY_ID }];
  const emulator = await Emulator.start(tools.python, { ...seedOf(organization), keys });
  try {
    await createOrganization(emulator);
    await buildByHand(emulator, built);
    return emulator;
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

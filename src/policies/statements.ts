import { ARCHIVE_BUCKET_STATEMENTS } from "./archive-bucket-policy";
import { ARCHIVE_KEY_STATEMENTS } from "./archive-key-policy";
import type { Option } from "./options";
import type { Attachment } from "./organization-policy";
import { RESOURCE_CONTROL_POLICIES } from "./rcp";
import { SERVICE_CONTROL_POLICIES } from "./scp";
import type { StatementFamily } from "./statement-source";

/** Of a statement, what says whom it binds and whether it is there. */
export interface StatementFacts {
  readonly sid: string;
  readonly needs: readonly Option[];
  readonly attachedTo: Attachment | "the archive bucket" | "the archive's key";
  readonly bindsRootAlone: boolean;
}

/** Every statement of the organization's policies and of the archive's: read off the statements themselves. */
export const STATEMENTS: readonly StatementFacts[] = [
  ...[...SERVICE_CONTROL_POLICIES, ...RESOURCE_CONTROL_POLICIES].flatMap(({ attachedTo, needs, statements }) =>
    factsOf(statements, attachedTo, needs),
  ),
  ...factsOf(ARCHIVE_BUCKET_STATEMENTS, "the archive bucket"),
  ...factsOf(ARCHIVE_KEY_STATEMENTS, "the archive's key"),
];

type Listed = Pick<StatementFacts, "sid"> & Partial<Pick<StatementFacts, "needs" | "bindsRootAlone">>;

/**
 * @param sources families among them, which are always there
 * @param ofPolicy what each of the others needs besides
 */
function factsOf(
  sources: readonly (Listed | StatementFamily<never>)[],
  attachedTo: StatementFacts["attachedTo"],
  ofPolicy: readonly Option[] = [],
): readonly StatementFacts[] {
  return sources.flatMap((source) => {
    if (typeof source === "function") return [];
    const { sid, needs = [], bindsRootAlone = false } = source;
    return [{ sid, needs: [...ofPolicy, ...needs], attachedTo, bindsRootAlone }];
  });
}

import {
  GetEventSelectorsCommand,
  type GetEventSelectorsResponse,
  paginateListTrails,
} from "@aws-sdk/client-cloudtrail";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { allOf } from "../../aws/pages";
import type { Account } from "./account";
import type { DoctorRead } from "./reads";

export const OTHER_TRAIL_READS: readonly DoctorRead[] = ["cloudtrail:GetEventSelectors", "cloudtrail:ListTrails"];

/** A trail that is not the description's. */
export interface OtherTrail {
  readonly arn: string;
  readonly name: string;
  readonly homeRegion: string;
  /** Whether it records management events, each copy after the first of which is charged. */
  readonly recordsManagementEvents: boolean;
}

/** The account's own trails, of all Regions, less the described one; an organization's stands in its members too. */
export async function otherTrails(account: Account, described: string): Promise<Answer<readonly OtherTrail[]>> {
  const listed = await account.ask("cloudtrail:ListTrails", "trails", ({ cloudTrail }) =>
    allOf(paginateListTrails({ client: cloudTrail }, {}), ({ Trails }) => Trails),
  );
  if ("unreadable" in listed) return listed;
  const found: OtherTrail[] = [];
  for (const { TrailARN: arn = "", Name: name = "", HomeRegion: homeRegion = "" } of listed.value ?? []) {
    if (arn === described || arn.split(":")[4] !== account.id) continue;
    const records = await account.ask(
      "cloudtrail:GetEventSelectors",
      arn,
      async ({ cloudTrail }, abortSignal) =>
        recordsManagementEvents(
          await cloudTrail.send(new GetEventSelectorsCommand({ TrailName: arn }), { abortSignal }),
        ),
      homeRegion,
    );
    if ("unreadable" in records) return records;
    found.push({ arn, name, homeRegion, recordsManagementEvents: records.value === true });
  }
  return { value: found };
}

/** A trail without selectors records management events. https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export function recordsManagementEvents({
  EventSelectors = [],
  AdvancedEventSelectors = [],
}: Pick<GetEventSelectorsResponse, "EventSelectors" | "AdvancedEventSelectors">): boolean {
  if (AdvancedEventSelectors.length > 0) {
    return AdvancedEventSelectors.some(({ FieldSelectors = [] }) =>
      FieldSelectors.some(({ Field, Equals = [] }) => Field === "eventCategory" && Equals.includes("Management")),
    );
  }
  return (
    EventSelectors.length === 0 ||
    EventSelectors.some(({ IncludeManagementEvents }) => IncludeManagementEvents !== false)
  );
}

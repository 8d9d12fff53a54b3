import type { Organization } from "../../../src/config/organization";
import { habitsOf, type Occurrence } from "./ordinary-week/occurrence";
import { ourselves } from "./ordinary-week/ourselves";
import { people } from "./ordinary-week/people";
import { pipelines } from "./ordinary-week/pipelines";
import { security } from "./ordinary-week/security";
import { services } from "./ordinary-week/services";
import { terraform } from "./ordinary-week/terraform";
import { dayOf } from "./quiet-day/day";

/** What happens in a week on which nothing is wrong, and how often. A week has seven quiet days besides. */
export function ordinaryWeek(organization: Organization): readonly Occurrence[] {
  const day = dayOf(organization);
  const habits = habitsOf(organization);
  return [
    ...people(day),
    ...terraform(day, organization, habits),
    ...pipelines(day, habits),
    ...services(day),
    ...security(day, habits),
    ...ourselves(day),
  ];
}

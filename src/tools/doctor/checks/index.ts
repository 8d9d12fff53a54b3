import type { Check } from "../check";
import { alarms } from "./alarms";
import { archiveBucket } from "./archive-bucket";
import { archiveKey } from "./archive-key";
import { archivePolicies } from "./archive-policies";
import { channelPolicies } from "./channel-policies";
import { coverage } from "./coverage";
import { delegatedAdministrators } from "./delegated-administrators";
import { eventRules } from "./event-rules";
import { eventSelectors } from "./event-selectors";
import { guardedAccounts } from "./guarded-accounts";
import { guardrails } from "./guardrails";
import { insights } from "./insights";
import { logGroup } from "./log-group";
import { memberTrails } from "./member-trails";
import { metricFilters } from "./metric-filters";
import { organization } from "./organization";
import { quotas } from "./quotas";
import { controlTowerTrail, secondTrail } from "./second-trail";
import { sentinel } from "./sentinel";
import { subscriptions } from "./subscriptions";
import { trail } from "./trail";
import { trailAdministrators } from "./trail-administrators";
import { trailDelivery } from "./trail-delivery";
import { trustedAccess } from "./trusted-access";

/** The checklist, a line each. A new one is a file beside these, and an entry here. */
export const CHECKS: readonly Check[] = [
  organization,
  trustedAccess,
  delegatedAdministrators,
  guardrails,
  guardedAccounts,
  trail,
  trailDelivery,
  eventSelectors,
  insights,
  memberTrails,
  coverage,
  secondTrail,
  controlTowerTrail,
  trailAdministrators,
  archiveBucket,
  archiveKey,
  archivePolicies,
  logGroup,
  metricFilters,
  alarms,
  eventRules,
  channelPolicies,
  subscriptions,
  sentinel,
  quotas,
];

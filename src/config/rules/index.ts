import {
  accountIdsAreDistinct,
  deployAccessIsOneOrTheOther,
  logArchiveIsReachedFromManagement,
  stackNamesAreDistinct,
} from "./accounts";
import {
  lockHasOneLength,
  nothingExpiresBeforeTheLockEnds,
  stateIsOutsideTheArchive,
  transitionsGoDownwards,
} from "./archive";
import {
  auditorsAreToldApart,
  auditorsComeByOneWay,
  auditorsUsersAreFromOutside,
  permissionSetsAreOneAuditors,
} from "./auditor-access";
import { dataEventsAreNamedAndSpareTheArchive, selectorsFitTheTrail } from "./data-events";
import {
  accountsAreUnderTheGuardrails,
  administratorOfSecurityServicesIsAMember,
  deployRoleIsTheOneThatDeploys,
} from "./guardrails";
import { liveNamesAreNotOurs, policiesHaveNamesOfTheirOwn, whoLeavesHasNoFormerAccounts } from "./live-names";
import { regionsAreGoverned } from "./regions";
import type { Rule } from "./rule";
import { tagKeysAreToldApart } from "./tags";

/** In the order in which their problems are reported. */
export const RULES: readonly Rule[] = [
  accountIdsAreDistinct,
  deployAccessIsOneOrTheOther,
  logArchiveIsReachedFromManagement,
  deployRoleIsTheOneThatDeploys,
  stackNamesAreDistinct,
  accountsAreUnderTheGuardrails,
  administratorOfSecurityServicesIsAMember,
  regionsAreGoverned,
  lockHasOneLength,
  nothingExpiresBeforeTheLockEnds,
  transitionsGoDownwards,
  dataEventsAreNamedAndSpareTheArchive,
  selectorsFitTheTrail,
  stateIsOutsideTheArchive,
  auditorsComeByOneWay,
  auditorsAreToldApart,
  permissionSetsAreOneAuditors,
  auditorsUsersAreFromOutside,
  liveNamesAreNotOurs,
  policiesHaveNamesOfTheirOwn,
  whoLeavesHasNoFormerAccounts,
  tagKeysAreToldApart,
];

import { ACTIVITY_CASES } from "./activity";
import type { QueryCase } from "./case";
import { CHANGE_CASES } from "./changes";
import { DATA_CASES } from "./data";
import { IDENTITY_CHANGE_CASES } from "./identity-changes";
import { SIGN_IN_CASES } from "./sign-ins";
import { STATISTICS_CASES } from "./statistics";

export const QUERY_CASES: readonly QueryCase[] = [
  ...SIGN_IN_CASES,
  ...ACTIVITY_CASES,
  ...CHANGE_CASES,
  ...IDENTITY_CHANGE_CASES,
  ...DATA_CASES,
  ...STATISTICS_CASES,
];

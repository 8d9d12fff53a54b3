import type { Organization } from "../../src/config/organization";
import { namesOf } from "../../src/naming";
import { ATTACKS } from "../../src/threats";
import type { Attack, Outcome, Step, Vantage } from "../../src/threats/attack";
import { listedOutcome, outcomeIn } from "../../src/threats/options";
import { type Place, REQUEST_CONTEXTS, TARGETS } from "../../src/threats/targets";
import type { Caller } from "../support/iam/caller";
import type { Request } from "../support/iam/request";
import { accountsAt, bystandersOf, callersOf, type Kinds, VANTAGES } from "./attackers";
import { archiveKeyArnOf } from "./emitted-environment";

/** One step of an attack, tried by one caller. */
export interface AttackCell {
  readonly attack: Attack;
  readonly step: Step;
  readonly vantage: Vantage;
  /** What the catalogue says becomes of it in this organization. */
  readonly expected: Outcome;
  readonly caller: Caller;
  readonly request: Request;
}

/** What the catalogue does not list is denied: nothing grants it, or something denies it. */
const UNLISTED: Outcome = { kind: "not-granted" };

const outcomeFor = (attack: Attack, vantage: Vantage, account: string, organization: Organization): Outcome =>
  listedOutcome(attack, vantage, account, organization) ?? UNLISTED;

const CELLS = new Map<Organization, readonly AttackCell[]>();

/** One list for all that ask. */
export function attackCells(organization: Organization): readonly AttackCell[] {
  const known = CELLS.get(organization);
  if (known !== undefined) return known;
  const fresh = listCells(organization);
  CELLS.set(organization, fresh);
  return fresh;
}

function listCells(organization: Organization): readonly AttackCell[] {
  return ATTACKS.flatMap((attack) =>
    attack.steps.flatMap((step) =>
      VANTAGES.flatMap((vantage) => {
        const listed = attack.from[vantage];
        if (listed === undefined && !isTriedUnlisted(attack, step)) return [];
        return accountsAt(vantage, organization).flatMap((account, index) => {
          // Whose own thing it is: the attacker's, or, where that is no attack, that of an account where it is one.
          const owner = listed === undefined ? victimOf(attack, organization) : account;
          const request = requestOf(step, placeOf(owner, organization));
          if (request === undefined) return [];
          const callers =
            listed === undefined
              ? bystandersOf(account)
              : callersOf(attack, account, kindsAt(attack, vantage, index), organization);
          return callers.map((caller) => ({
            attack,
            step,
            vantage,
            expected: outcomeIn(
              outcomeFor(attack, vantage, account, organization),
              vantage,
              organization,
              caller.kind === "root",
            ),
            caller,
            request,
          }));
        });
      }),
    ),
  );
}

/** All kinds where the attacked thing is at home; elsewhere some, and in a vantage's further accounts those who differ. */
function kindsAt({ plane }: Attack, vantage: Vantage, index: number): Kinds {
  if (index > 0) return "namesakes";
  return vantage === "log-archive" || (plane !== "archive" && plane !== "key") ? "all" : "some";
}

/** A service calls from its own vantage; and whoever asks for a whole account asks for his own. */
const isTriedUnlisted = (attack: Attack, step: Step): boolean =>
  attack.as === undefined && step.target !== "account" && step.target !== "accountItself";

function victimOf(attack: Attack, organization: Organization): string {
  const [account] = VANTAGES.filter((vantage) => attack.from[vantage] !== undefined).flatMap((vantage) =>
    accountsAt(vantage, organization),
  );
  return account ?? organization.accounts.management.id;
}

function placeOf(account: string, organization: Organization): Place {
  return { names: namesOf(organization), account, archiveKeyArn: archiveKeyArnOf(organization) };
}

function requestOf({ action, target, requestContext, tls }: Step, place: Place): Request | undefined {
  const resource = TARGETS[target](place);
  if (resource === undefined) return undefined;
  return {
    action,
    resource,
    ...(requestContext === undefined ? {} : { context: REQUEST_CONTEXTS[requestContext](place) }),
    ...(tls === undefined ? {} : { tls }),
  };
}

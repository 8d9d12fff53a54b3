import type { DeclaredResource } from "../support/iam/environment";
import { list, type Statement, wildcard } from "../support/iam/policy-document";
import type { ServiceCall } from "./service-calls";

/** A statement that names a service. */
export interface ServiceStatement {
  readonly where: string;
  readonly statement: Statement;
}

/** Every one of an environment's policies, whatever carries it. */
export function serviceStatements(resources: readonly DeclaredResource[]): readonly ServiceStatement[] {
  return resources.flatMap(({ policy, where }) =>
    (policy?.Statement ?? []).filter(namesService).map((statement) => {
      if (where === undefined) throw new Error(`${statement.Sid}: nobody says what emits the policy it stands in`);
      return { where, statement };
    }),
  );
}

const namesService = (statement: Statement): boolean => servicesOf(statement).length > 0;

const servicesOf = ({ Principal }: Statement): readonly string[] =>
  typeof Principal === "object" ? list(Principal.Service) : [];

/** One of those that differ in values alone: of each account and Region, say. */
export function alike(statements: readonly ServiceStatement[]): readonly ServiceStatement[] {
  const of = ({ where, statement: { Sid, Effect, Principal, Action, Condition } }: ServiceStatement): string => {
    const keys = Object.entries(Condition ?? {}).map(([operator, values]) => [operator, Object.keys(values)]);
    return JSON.stringify([pathIn(where), Sid, Effect, Principal, Action, keys, Condition?.Null]);
  };
  return [...new Map(statements.map((each) => [of(each), each])).values()];
}

/** Without the stack. */
const pathIn = (where: string): string => where.slice(where.indexOf("/") + 1);

/** Rows of calls that the statement is about, for each of its services and actions. */
function rowsOf({ where, statement }: ServiceStatement, calls: readonly ServiceCall[]): readonly Asked[] {
  return servicesOf(statement).flatMap((service) =>
    list(statement.Action).map((action) => ({
      service,
      action,
      rows: calls.filter(
        (call) => isOn(call, where) && wildcard(call.service).test(service) && call.actions.includes(action),
      ),
    })),
  );
}

interface Asked {
  readonly service: string;
  readonly action: string;
  readonly rows: readonly ServiceCall[];
}

export const isOn = ({ on }: ServiceCall, where: string): boolean =>
  on.some((path) => wildcard(path).test(pathIn(where)));

/** What is wrong with the statement, if these are the calls that services make. */
export function strayKeys(subject: ServiceStatement, calls: readonly ServiceCall[]): readonly string[] {
  return rowsOf(subject, calls).flatMap(({ service, action, rows }) => {
    const what = `${subject.where} ${subject.statement.Sid}: ${service} ${action}`;
    if (rows.length === 0) return [`${what} has no row`];
    if (rows.some((row) => fits(subject.statement, row))) return [];
    return [`${what} relies on ${reliances(subject.statement).map(({ key }) => key)}, which is not all in its row`];
  });
}

/** Rows and keys of rows that no statement needs. */
export function idleRows(subjects: readonly ServiceStatement[], calls: readonly ServiceCall[]): readonly string[] {
  return calls.flatMap((call) => {
    const about = subjects.filter((subject) => rowsOf(subject, [call]).some(({ rows }) => rows.length > 0));
    const fitting = about.filter(({ statement }) => fits(statement, call));
    const used = new Set(fitting.flatMap(({ statement }) => reliances(statement).map(({ key }) => key)));
    const what = `${call.service} ${call.actions} on ${call.on}`;
    return [
      ...(fitting.some(({ statement }) => statement.Effect === "Allow") ? [] : [`nothing allows ${what}`]),
      ...[...call.sends, ...(call.maySend ?? [])]
        .filter((key) => !used.has(key))
        .map((key) => `${what}: ${key} is idle`),
      ...call.on.filter((path) => !about.some(({ where }) => isOn({ ...call, on: [path] }, where))),
    ];
  });
}

interface Reliance {
  readonly key: string;
  /** The statement also does what it should where the key is absent. */
  readonly optional: boolean;
}

/** An Allow does so by IfExists; a Deny by asking, too, that the key be there. */
function reliances({ Effect, Condition = {} }: Statement): readonly Reliance[] {
  const guarded = Object.entries(Condition.Null ?? {}).flatMap(([key, value]) => (value === "false" ? [key] : []));
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => ({
      key,
      optional: Effect === "Allow" ? operator.endsWith("IfExists") : guarded.includes(key),
    })),
  );
}

const fits = (statement: Statement, { sends, maySend = [] }: ServiceCall): boolean =>
  reliances(statement).every(({ key, optional }) => sends.includes(key) || (optional && maySend.includes(key)));

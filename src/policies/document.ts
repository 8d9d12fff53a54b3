/** A value of IAM's policy language that may stand alone or in a list. */
export type OneOrMore = string | readonly string[];

/** `{ StringEquals: { "aws:SourceArn": "arn:..." } }` */
export type Conditions = Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;

/** One statement. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  /** Says the one thing that the statement does; shared with its function and its test. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Resource policies and trust policies only. */
  readonly Principal?: "*" | Readonly<Record<string, OneOrMore>>;
  readonly Action: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: Conditions;
}

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** The document without a needless byte: what AWS counts against its limits. */
export function minified(document: PolicyDocument): string {
  return JSON.stringify(document);
}

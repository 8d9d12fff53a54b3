import { describe, expect, it } from "vitest";
import { comparePolicies, openStatements, type PolicyUse } from "../../../../src/tools/review/policy/compare";

type Json = Readonly<Record<string, unknown>>;

const doc = (...Statement: Json[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (more: Json = {}): Json => ({
  Sid: "A",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:role/reader" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs/*",
  ...more,
});
const deny = (more: Json = {}): Json => ({
  ...allow({ Sid: "D", Effect: "Deny", Principal: "*", Action: ["s3:DeleteObject", "s3:PutObject"] }),
  ...more,
});
const delivery = allow({
  Sid: "Delivery",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: "s3:PutObject",
  Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t" } },
});
const otherService = { ...delivery, Principal: { Service: "logging.s3.amazonaws.com" } };
const ofAnotherAccount = {
  ...delivery,
  Condition: { StringEquals: { "aws:SourceAccount": ["111122223333", "444455556666"] } },
};
const otherOrganizations = {
  Condition: {
    StringNotEquals: { "aws:SourceOrgID": "o-exampleorgid" },
    Null: { "aws:SourceOrgID": "false" },
  },
};
const OURS = { organizationId: "o-exampleorgid", accounts: { management: { id: "111122223333" } } };
const org = { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } };

type Row = readonly [
  title: string,
  before: readonly Json[],
  after: readonly Json[],
  expected: readonly string[],
  use?: PolicyUse,
];

const OWN_LOGS = "arn:aws:s3:::logs/AWSLogs/o-exampleorgid/${aws:PrincipalAccount}/*";
const reads = (more: Json) => ({ Sid: "D", Effect: "Deny", Principal: "*", Action: "s3:GetObject", ...more });

const SAME: readonly Row[] = [
  [
    "a list of one is its value",
    [allow()],
    [
      allow({
        Action: ["s3:GetObject"],
        Resource: ["arn:aws:s3:::logs/*"],
        Principal: { AWS: ["arn:aws:iam::111122223333:role/reader"] },
      }),
    ],
    [],
  ],
  [
    "statements, actions and keys in another order are the same",
    [allow(), deny()],
    [{ ...deny({ Action: ["s3:PutObject", "s3:DeleteObject"] }) }, allow()],
    [],
  ],
  [
    "an account's id is its root's ARN",
    [allow({ Principal: { AWS: "111122223333" } })],
    [allow({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })],
    [],
  ],
  [
    "everybody, said in two ways",
    [allow({ Principal: "*", Condition: org })],
    [allow({ Principal: { AWS: "*" }, Condition: org })],
    [],
  ],
  ["actions in another case are the same", [allow()], [allow({ Action: "S3:getobject" })], []],
  [
    "condition keys in another case are the same",
    [allow({ Condition: org })],
    [allow({ Condition: { StringEquals: { "AWS:PrincipalOrgId": ["o-exampleorgid"] } } })],
    [],
  ],
  ["another Sid is no difference", [allow()], [allow({ Sid: "B" })], []],
  [
    "one statement, said as two",
    [allow({ Action: ["s3:GetObject", "s3:ListBucket"] })],
    [allow(), allow({ Sid: "B", Action: "s3:ListBucket" })],
    [],
  ],
];

const COVERED: readonly Row[] = [
  [
    "a Deny of all but a value, said as one of other values and one of none",
    [allow(), reads({ Resource: "*", Condition: { StringNotEquals: { "s3:x-amz-acl": "private" } } })],
    [
      allow(),
      reads({
        Resource: "*",
        Condition: { StringNotEquals: { "s3:x-amz-acl": "private" }, Null: { "s3:x-amz-acl": "false" } },
      }),
      reads({ Sid: "None", Resource: "*", Condition: { Null: { "s3:x-amz-acl": "true" } } }),
    ],
    [],
  ],
  [
    "the same, of which the half without a value is gone",
    [allow(), reads({ Resource: "*", Condition: { StringNotEquals: { "s3:x-amz-acl": "private" } } })],
    [
      allow(),
      reads({
        Resource: "*",
        Condition: { StringNotEquals: { "s3:x-amz-acl": "private" }, Null: { "s3:x-amz-acl": "false" } },
      }),
    ],
    ["D weaker"],
  ],
  [
    "a role named as the principal, where a condition named it",
    [
      allow({
        Principal: "*",
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader" } },
      }),
    ],
    [allow()],
    ["A stronger"],
  ],
  [
    "a role named by a condition, where it was the principal: the next role of its name would be let in",
    [allow()],
    [
      allow({
        Principal: "*",
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/reader" } },
      }),
    ],
    ["A weaker"],
  ],
];

const until = (instant: string) => ({ Condition: { DateLessThan: { "aws:CurrentTime": instant } } });
const since = (instant: string) => ({ Condition: { DateGreaterThanEquals: { "aws:CurrentTime": instant } } });
const [JULY, AUGUST] = ["2027-07-01T00:00:00Z", "2027-08-01T00:00:00Z"];

const WIDENED: readonly Row[] = [
  ["an Allow that ends later", [allow(until(JULY))], [allow(until(AUGUST))], ["A weaker"]],
  ["an Allow that has no end any more", [allow(until(JULY))], [allow()], ["A weaker"]],
  [
    "an Allow that ends when a bare number says, seconds to IAM",
    [allow(until("2027"))],
    [allow(until("2026"))],
    ["A weaker", "A stronger"],
  ],
  ["an action more", [allow()], [allow({ Action: ["s3:GetObject", "s3:DeleteObject"] })], ["A weaker"]],
  ["a star in an action", [allow()], [allow({ Action: "s3:Get*" })], ["A weaker"]],
  [
    "everything but some actions",
    [allow()],
    [allow({ Action: undefined, NotAction: "s3:DeleteObject" })],
    ["A weaker"],
  ],
  ["a resource more", [allow()], [allow({ Resource: ["arn:aws:s3:::logs/*", "arn:aws:s3:::logs"] })], ["A weaker"]],
  ["a shorter prefix", [allow({ Resource: "arn:aws:s3:::logs/a/*" })], [allow()], ["A weaker"]],
  [
    "everything but some resources",
    [allow()],
    [allow({ Resource: undefined, NotResource: "arn:aws:s3:::others/*" })],
    ["A weaker"],
  ],
  [
    "a bucket's Deny that spares all but another bucket's objects",
    [allow(), reads({ NotResource: "arn:aws:s3:::others/*" })],
    [allow(), reads({ Resource: "arn:aws:s3:::others/*" })],
    ["D weaker", "D stronger"],
  ],
  [
    "a principal more",
    [allow()],
    [allow({ Principal: { AWS: ["arn:aws:iam::111122223333:role/reader", "arn:aws:iam::444455556666:root"] } })],
    ["A weaker"],
  ],
  ["everybody", [allow()], [allow({ Principal: "*" })], ["A weaker"]],
  [
    "everybody but some",
    [allow()],
    [allow({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/reader" } })],
    ["A weaker", "A stronger"],
  ],
  [
    "the account instead of its role",
    [allow()],
    [allow({ Principal: { AWS: "111122223333" } })],
    ["A weaker", "A stronger"],
  ],
  ["a condition gone", [allow({ Condition: org })], [allow()], ["A weaker"]],
  [
    "another value of a condition",
    [allow({ Condition: org })],
    [allow({ Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-exampleorgid", "o-other"] } } })],
    ["A weaker"],
  ],
  [
    "a condition that a missing key passes",
    [allow({ Condition: org })],
    [allow({ Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorgid" } } })],
    ["A weaker"],
  ],
  [
    "a pattern where a value stood",
    [allow({ Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/a" } } })],
    [allow({ Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/a" } } })],
    ["A weaker"],
  ],
  [
    "fewer values that are refused",
    [allow({ Condition: { StringNotEquals: { "aws:PrincipalAccount": ["1", "2"] } } })],
    [allow({ Condition: { StringNotEquals: { "aws:PrincipalAccount": "1" } } })],
    ["A weaker"],
  ],
  ["a new Allow", [allow()], [allow(), allow({ Sid: "New", Action: "s3:PutBucketPolicy" })], ["New weaker"]],
];

const NARROWED: readonly Row[] = [
  ["a Deny that begins later", [deny(since(JULY))], [deny(since(AUGUST))], ["D weaker"]],
  [
    "a guardrail's Deny of all but some objects is about other buckets too",
    [reads({ NotResource: OWN_LOGS })],
    [reads({ Resource: "arn:aws:s3:::logs/*" })],
    ["D weaker", "D stronger"],
    "guardrail",
  ],
  ["a Deny gone", [allow(), deny()], [allow()], ["D weaker"]],
  ["a Deny that became an Allow", [deny()], [deny({ Effect: "Allow" })], ["D weaker", "D weaker"]],
  ["an action that is no longer denied", [deny()], [deny({ Action: "s3:PutObject" })], ["D weaker"]],
  ["a resource that is no longer denied", [deny({ Resource: "*" })], [deny()], ["D weaker"]],
  [
    "a Deny that spares a role",
    [deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::1:role/a"] } } })],
    [deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::1:role/a", "arn:aws:iam::*:role/b"] } } })],
    ["D weaker"],
  ],
  ["a Deny with a further condition", [deny()], [deny({ Condition: org })], ["D weaker"]],
  [
    "a Deny of some, no longer of everybody",
    [deny()],
    [deny({ Principal: { AWS: "arn:aws:iam::111122223333:role/x" } })],
    ["D weaker"],
  ],
  [
    "a Deny of everybody but more of them",
    [deny({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::1:role/a" } })],
    [deny({ Principal: undefined, NotPrincipal: { AWS: ["arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b"] } })],
    ["D weaker"],
  ],
  [
    "a Deny of everything but more",
    [deny({ Action: undefined, NotAction: "iam:*" })],
    [deny({ Action: undefined, NotAction: ["iam:*", "s3:*"] })],
    ["D weaker"],
  ],
  ["no policy any more", [deny()], [], ["D weaker"]],
];

const STRONGER: readonly Row[] = [
  ["an Allow that ends earlier", [allow(until(AUGUST))], [allow(until(JULY))], ["A stronger"]],
  ["a Deny that begins earlier", [deny(since(AUGUST))], [deny(since(JULY))], ["D stronger"]],
  [
    "a Deny of a bucket's every object, where it was of all but some",
    [allow(), reads({ NotResource: OWN_LOGS })],
    [allow(), reads({ Resource: "arn:aws:s3:::logs/*" })],
    ["D stronger"],
  ],
  ["a Deny more", [allow()], [allow(), deny()], ["D stronger"]],
  ["a condition more on an Allow", [allow()], [allow({ Condition: org })], ["A stronger"]],
  ["an Allow gone", [allow(), allow({ Sid: "B", Action: "s3:ListBucket" })], [allow()], ["B stronger"]],
  ["an action less of a person", [allow({ Action: ["s3:GetObject", "s3:ListBucket"] })], [allow()], ["A stronger"]],
  [
    "a Deny that no longer spares a role",
    [deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b"] } } })],
    [deny({ Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::1:role/a" } } })],
    ["D stronger"],
  ],
];

const UNDECIDED: readonly Row[] = [
  ["a service's Allow gone: delivery may rest on it", [delivery], [allow()], ["A weaker", "Delivery undecided"]],
  [
    "a condition more on a service's Allow",
    [delivery],
    [{ ...delivery, Condition: { ...(delivery.Condition as Json), Bool: { "aws:X": "true" } } }],
    ["Delivery undecided"],
  ],
  ["a new Deny that may refuse delivery", [delivery], [delivery, deny()], ["D undecided"]],
  [
    "a new Deny that spares the trail",
    [delivery],
    [
      delivery,
      deny({
        Condition: { StringNotEquals: { "aws:SourceArn": "arn:aws:cloudtrail:us-east-1:111122223333:trail/t" } },
      }),
    ],
    ["D stronger"],
  ],
  [
    "a new Deny of plain HTTP",
    [delivery],
    [delivery, deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })],
    ["D stronger"],
  ],
  [
    "a new Deny of whoever is no AWS service",
    [delivery],
    [delivery, deny({ Condition: { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } } })],
    ["D stronger"],
  ],
  [
    "a new Deny of one role",
    [delivery],
    [delivery, deny({ Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/auditor" } } })],
    ["D stronger"],
  ],
  [
    "a new Deny of roles by a pattern",
    [delivery],
    [delivery, deny({ Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*" } } })],
    ["D undecided"],
  ],
  [
    "a new Deny of TLS older than AWS answers",
    [delivery],
    [delivery, deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } })],
    ["D stronger"],
  ],
  [
    "a new Deny of TLS that AWS still answers",
    [delivery],
    [delivery, deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.3" } } })],
    ["D undecided"],
  ],
  [
    "a new Deny of access points, by which no trail delivers",
    [delivery],
    [delivery, deny({ Condition: { Null: { "s3:DataAccessPointArn": "false" } } })],
    ["D stronger"],
  ],
  [
    "a new Deny of access points, by which another service may come",
    [otherService],
    [otherService, deny({ Condition: { Null: { "s3:DataAccessPointArn": "false" } } })],
    ["D undecided"],
  ],
  [
    "a new Deny of what is called for other organizations",
    [delivery],
    [delivery, deny(otherOrganizations)],
    ["D stronger"],
  ],
  [
    "the same, where the service calls for an account that may be no member",
    [ofAnotherAccount],
    [ofAnotherAccount, deny(otherOrganizations)],
    ["D undecided"],
  ],
  ["what a role of ours may no longer do", [allow()], [], ["A undecided"], "role"],
  ["whom a bus, a topic or a queue no longer lets in", [allow()], [], ["A undecided"], "channel"],
  ["what a guardrail no longer allows binds members alone", [allow()], [], ["A stronger"], "guardrail"],
];

describe("comparePolicies", () => {
  for (const [title, before, after, expected, use = "resource"] of [
    ...SAME,
    ...COVERED,
    ...WIDENED,
    ...NARROWED,
    ...STRONGER,
    ...UNDECIDED,
  ]) {
    it(title, () => {
      const found = comparePolicies(doc(...before), doc(...after), use, OURS);
      expect(found.map(({ sid, direction }) => `${sid} ${direction}`)).toEqual(expected);
    });
  }

  it("what cannot be read is undecided", () => {
    expect(comparePolicies("{", doc(allow()), "resource")).toMatchObject([{ direction: "undecided" }]);
  });

  it("an Allow of everybody is open unless a condition stands before it", () => {
    expect(
      openStatements(doc(allow({ Principal: "*" }), allow({ Sid: "B", Principal: "*", Condition: org }), deny())),
    ).toEqual(["A"]);
  });
});

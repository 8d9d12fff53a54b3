import { describe } from "vitest";
import { itJudges } from "./attribute-cases";

const TABLE = "aws_glue_catalog_table";
const GROUP = "aws_athena_workgroup";
const LOCATION = "storage.location.template";
const table = (accounts: string, more: object = {}) => ({
  parameters: { "projection.account.values": accounts, [LOCATION]: "s3://logs/AWSLogs/o-1/", ...more },
});
const results = (location: string) => ({
  configuration: [{ result_configuration: [{ output_location: location }] }],
});

describe("queries-changed", () => {
  itJudges("queries-changed", [
    ["an account that is no longer read", TABLE, table("1,2,3"), table("1,3"), "weaker"],
    ["an account more is no finding", TABLE, table("1,2"), table("1,2,3"), "nothing"],
    ["logs of another place", TABLE, table("1"), table("1", { [LOCATION]: "s3://theirs/" }), "undecided"],
    ["accounts that are known after apply", TABLE, table("1"), {}, "undecided", { parameters: true }],
    ["results that go elsewhere", GROUP, results("s3://ours/"), results("s3://theirs/"), "undecided"],
    ["a work group that is switched off", GROUP, { state: "ENABLED" }, { state: "DISABLED" }, "undecided"],
  ]);
});

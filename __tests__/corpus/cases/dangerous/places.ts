import { dangerous } from "../of";
import { SOURCES, threat } from "../sources";

/** Where Terraform works, and where it keeps what it knows. */
export const PLACES = dangerous("askflorence", "management", [
  {
    id: "log-group-in-another-account",
    title: "A colleague makes a log group through the log archive's provider",
    danger: "It is made in the wrong account, where another stack should have made it.",
    source: SOURCES.wrongAccount,
    at: ["misplaced"],
    made: {
      stack: (stack) =>
        stack.add("aws_cloudwatch_log_group", "misplaced", {
          provider: "aws.log-archive",
          name: "/aws/cloudtrail/misplaced",
          retention_in_days: 365,
        }),
    },
  },
  {
    id: "heartbeat-in-another-region",
    title: "A colleague gives the heartbeat the provider of another Region",
    danger: "The alarm is made anew where the metric never appears.",
    source: threat("act-where-no-rule-hears"),
    at: ["alarms/trail-heartbeat"],
    made: {
      refresh: true,
      stack: (stack) => stack.set("alarms/trail-heartbeat", { provider: "aws.management-eu-west-1" }),
    },
  },
  {
    id: "any-account-allowed",
    title: "A colleague drops allowed_account_ids from the provider",
    danger: "With the wrong credentials, the next plan works in another account.",
    source: SOURCES.wrongAccount,
    at: [],
    made: {
      stack: (stack) => {
        for (const provider of stack.json.provider.aws) delete provider.allowed_account_ids;
      },
    },
  },
  {
    id: "provider-of-another-region",
    title: "A colleague gives the management account's provider another Region",
    danger: "Everything is looked for in the wrong Region.",
    source: SOURCES.wrongAccount,
    at: [],
    made: {
      stack: (stack) => {
        for (const provider of stack.json.provider.aws) {
          if (provider.alias === "management") provider.region = "us-west-2";
        }
      },
    },
  },
  {
    id: "state-elsewhere",
    title: "A colleague gives the backend another path: the state there is empty",
    danger: "Terraform makes everything again beside what is live.",
    source: SOURCES.stateMissing,
    at: [],
    made: {
      stack: (stack) => {
        stack.json.terraform.backend = { local: { path: "../../../terraform.askflorence.new.tfstate" } };
      },
    },
  },
]);

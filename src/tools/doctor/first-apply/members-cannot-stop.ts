import { StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { REFUSED_CALL } from "../aws/reads";
import { check } from "../check";
import { type EveryAccount, readIn, unreadIn } from "../every-account";

/** Why AWS did not do it. */
interface Refusal {
  readonly name: string;
  readonly message: string;
}

/** A trail that is not there: were nothing to refuse the call, nothing would happen. */
const NOBODYS_TRAIL = "org-trail-doctor-asks-to-be-refused";

/** AWS's words where a policy of the organization denies. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const BY_SCP = /with an explicit deny in a service control policy/;

/** That the SCP is attached, its description says; that it binds, only a refusal does. */
export const membersCannotStop = check<EveryAccount<Refusal | "nobody refused" | "not a member">>({
  id: "first-apply-members-cannot-stop",
  question: "Is a member refused StopLogging, by a service control policy?",
  page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
  regions: "home",
  asks: { management: ["organizations:ListAccounts"] },
  ask: (aws, { names }) =>
    aws.inEveryAccount(async (account) => {
      if (account.id === names.managementAccountId) return { value: "not a member" as const };
      const answer = await account.ask(REFUSED_CALL, NOBODYS_TRAIL, async ({ cloudTrail }, abortSignal) => {
        try {
          await cloudTrail.send(new StopLoggingCommand({ Name: NOBODYS_TRAIL }), { abortSignal });
          return "nobody refused" as const;
        } catch (error) {
          if (!(error instanceof Error) || !("$metadata" in error)) throw error;
          return { name: error.name, message: error.message };
        }
      });
      return "unreadable" in answer ? answer : { value: answer.value ?? "nobody refused" };
    }),
  judge: (answer) => {
    const answers = readIn(answer).filter(({ value }) => value !== "not a member");
    return {
      seen: answers.flatMap(({ accountId, value }) =>
        typeof value === "object" && BY_SCP.test(value.message)
          ? [`${accountId}: refused, by a service control policy`]
          : [],
      ),
      deviations: answers.flatMap(({ accountId, value }) =>
        value === "nobody refused" || (typeof value === "object" && value.name === "TrailNotFoundException")
          ? [
              {
                subject: accountId,
                what: "No policy refuses StopLogging there",
                remedy: "Run: npm run deploy management; and see that the account stands in a guarded unit.",
              },
            ]
          : [],
      ),
      unread: [
        ...unreadIn(answer),
        ...answers.flatMap(({ accountId, value }) =>
          typeof value === "object" && value.name !== "TrailNotFoundException" && !BY_SCP.test(value.message)
            ? [
                {
                  subject: accountId,
                  reason: `refused, and AWS does not say that an SCP does it: ${value.name}: ${value.message}`,
                },
              ]
            : [],
        ),
      ],
    };
  },
});

import { iamUser, identityCenterUser, samlUser } from "../identities";
import { consoleLogin } from "../record";
import { type Day, type QuietRecord, quiet } from "./day";

const STS = "sts.amazonaws.com";
const SIGN_IN = "signin.amazonaws.com";

/** People come to work. */
export function people(day: Day): readonly QuietRecord[] {
  const { management, prod, dev, homeRegion, otherRegion, auditor, developer } = day;
  const visitor = identityCenterUser(management);
  const operator = iamUser(management, "operator", { mfa: true });
  return [
    // https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html
    quiet("a user of Identity Center signs in to it, with MFA", management, SIGN_IN, "UserAuthentication", {
      eventType: "AwsServiceEvent",
      by: visitor,
      region: homeRegion,
      serviceEventDetails: { UserAuthentication: "Success" },
      additionalEventData: { LoginTo: "https://example.awsapps.com/start", CredentialType: "PASSWORD,TOTP" },
    }),
    quiet("and is asked for the second factor", management, SIGN_IN, "CredentialVerification", {
      eventType: "AwsServiceEvent",
      by: visitor,
      region: homeRegion,
      serviceEventDetails: { CredentialVerification: "Success" },
      additionalEventData: { CredentialType: "TOTP" },
    }),
    quiet("and opens an account from the portal", management, "sso.amazonaws.com", "Federate", {
      eventType: "AwsServiceEvent",
      by: visitor,
      region: homeRegion,
      serviceEventDetails: { account_id: prod, role_name: "Developer" },
    }),
    quiet("Identity Center gets the role's session", prod, STS, "AssumeRoleWithSAML", {
      by: samlUser("carol@example.com"),
      region: homeRegion,
      readOnly: true,
      requestParameters: {
        roleArn: roleArnOf(developer(prod)),
        principalArn: `arn:aws:iam::${prod}:saml-provider/AWSSSO_a1b2c3d4e5f60718_DO_NOT_DELETE`,
      },
    }),
    {
      what: "a developer's console opens, through Identity Center",
      record: consoleLogin({ accountId: prod, by: developer(prod), mfa: false, region: homeRegion }),
    },
    {
      what: "an auditor's console opens, in another Region",
      record: consoleLogin({ accountId: management, by: auditor(management), mfa: false, region: otherRegion }),
    },
    {
      what: "an IAM user signs in with MFA",
      record: consoleLogin({ accountId: management, by: iamUser(management, "operator"), mfa: true }),
    },
    quiet("the portal fetches a sign-in token", dev, SIGN_IN, "GetSigninToken", {
      eventType: "AwsConsoleSignIn",
      by: developer(dev),
      readOnly: false,
      responseElements: { GetSigninToken: "Success" },
    }),
    quiet("a developer switches role in the console", dev, SIGN_IN, "SwitchRole", {
      eventType: "AwsConsoleSignIn",
      by: developer(dev),
      responseElements: { SwitchRole: "Success" },
      additionalEventData: { SwitchTo: `arn:aws:iam::${dev}:role/Support` },
    }),
    quiet("an IAM user opens a session with MFA", management, STS, "GetSessionToken", {
      by: iamUser(management, "operator"),
      region: homeRegion,
      requestParameters: { serialNumber: `arn:aws:iam::${management}:mfa/operator`, durationSeconds: 3600 },
    }),
    quiet("and asks who it is", management, STS, "GetCallerIdentity", { by: operator, region: homeRegion }),
  ];
}

function roleArnOf({ sessionContext }: ReturnType<Day["developer"]>): string | undefined {
  return sessionContext?.sessionIssuer?.arn;
}

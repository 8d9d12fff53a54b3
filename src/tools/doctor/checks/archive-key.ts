import { GetKeyRotationStatusCommand, type KeyMetadata } from "@aws-sdk/client-kms";
import { mapAnswer } from "../../../functions/trail-sentinel/ask";
import type { Answer } from "../../../functions/trail-sentinel/observation";
import { check, type Deviation, ifRead, unreadOf } from "../check";

interface KeyAnswers {
  readonly key: Answer<KeyMetadata | undefined>;
  readonly rotation: Answer<{ readonly on: boolean; readonly days: number | undefined } | undefined>;
}

/** Of a key that is disabled or goes, nothing can be read, and nothing more is delivered. */
export const archiveKey = check<KeyAnswers>({
  id: "archive-key",
  question: "Is the archive's key enabled, the log-archive account's own, and rotated?",
  page: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  regions: "home",
  asks: { "log-archive": ["kms:DescribeKey", "kms:GetKeyRotationStatus"] },
  ask: async (aws) => {
    const key = await aws.archiveKey();
    const KeyId = "value" in key ? key.value?.Arn : undefined;
    if (KeyId === undefined) return { key, rotation: mapAnswer(key, () => undefined) };
    const rotation = await aws.logArchive.ask("kms:GetKeyRotationStatus", KeyId, async ({ kms }, abortSignal) => {
      const live = await kms.send(new GetKeyRotationStatusCommand({ KeyId }), { abortSignal });
      return { on: live.KeyRotationEnabled === true, days: live.RotationPeriodInDays };
    });
    return { key, rotation };
  },
  judge: ({ key, rotation }, { names }) => {
    const subject = names.archiveKeyAlias;
    return {
      seen: [
        ...ifRead(key, (live) => (live === undefined ? [] : [`${live.Arn}: ${live.KeyState}, ${live.KeyManager}'s`])),
        ...ifRead(rotation, (live) => (live ? [`Rotation: ${live.on ? `every ${live.days} days` : "off"}`] : [])),
      ],
      deviations: [
        ...ifRead(key, (live) =>
          live === undefined ? [] : keyDeviations(live, names.logArchiveAccountId, names.archiveKeyArn, subject),
        ),
        ...ifRead(key, (live): readonly Deviation[] =>
          live === undefined
            ? [{ subject, what: "There is no key behind the alias", remedy: "Run: npm run deploy log-archive" }]
            : [],
        ),
        ...ifRead(rotation, (live) =>
          live === undefined || live.on
            ? []
            : [{ subject, what: "The key is not rotated", remedy: "Run: aws kms enable-key-rotation --key-id KEY" }],
        ),
      ],
      unread: [...unreadOf(subject, key), ...unreadOf("rotation", rotation)],
    };
  },
});

function keyDeviations(
  live: KeyMetadata,
  accountId: string,
  adopted: string | undefined,
  subject: string,
): readonly Deviation[] {
  const state = live.KeyState ?? "in an unknown state";
  return [
    ...(state === "Enabled"
      ? []
      : [
          {
            subject,
            what: `The key is ${state}${live.DeletionDate ? `: KMS deletes it at ${live.DeletionDate.toISOString()}` : ""}`,
            remedy:
              state === "PendingDeletion"
                ? "Run: aws kms cancel-key-deletion --key-id KEY, then enable-key; then find who scheduled it."
                : "Run: aws kms enable-key --key-id KEY; then find who disabled it.",
          },
        ]),
    ...(live.KeyManager === "CUSTOMER" && live.AWSAccountId === accountId
      ? []
      : [
          {
            subject,
            what: `The key is ${live.KeyManager === "AWS" ? "AWS's" : `account ${live.AWSAccountId}'s`}, so its policy is not the described one`,
            remedy: "Run: npm run deploy log-archive",
          },
        ]),
    ...(adopted === undefined || live.Arn === adopted
      ? []
      : [
          {
            subject,
            what: `The alias leads to ${live.Arn}, not to the adopted key ${adopted}`,
            remedy: "Treat it as an attack: docs/runbooks/alerts/archive.md.",
          },
        ]),
  ];
}

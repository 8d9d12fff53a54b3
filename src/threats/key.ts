import {
  type Attack,
  detected,
  each,
  fromMembers,
  NO_DEPLOY_ROLE,
  NO_SCP_THERE,
  notGranted,
  type Outcome,
  prevented,
  residual,
} from "./attack";

/** What is left in the log-archive account without a deploy role to exempt (ADR 0011). */
const UNGUARDED = detected(NO_DEPLOY_ROLE, "archive-key-changed", "changed-outside-terraform");
const AT_THE_BORDER = ["RcpDenyOutsideOrganization"];

/** @param left what becomes of it where a description leaves every statement out; most are always there */
function onKey(
  everywhere: readonly string[],
  inAccount: readonly string[],
  left: { readonly inAccount?: Outcome; readonly elsewhere?: Outcome } = {},
): Attack["from"] {
  const others = prevented(everywhere, left.elsewhere);
  return {
    ...fromMembers(others),
    management: others,
    "log-archive": prevented([...inAccount, ...everywhere], left.inAccount),
    outside: prevented([...everywhere, ...AT_THE_BORDER], left.elsewhere),
  };
}

const destruction = onKey(["DenyKeyDestruction", "RcpDenyKeyDestruction"], ["DenyArchiveKeyDestruction"]);
const change = onKey(
  ["DenyKeyPolicyChangesExceptByDeployRole", "RcpDenyChangesExceptByDeployRole"],
  ["DenyArchiveKeyChanges", "DenyArchiveChangesByRoot"],
  { inAccount: UNGUARDED, elsewhere: notGranted },
);
const use: Attack["from"] = {
  ...fromMembers(notGranted),
  management: notGranted,
  outside: prevented(AT_THE_BORDER, notGranted),
};

/** Losing the key, which beats every lock, or handing it out. */
export const KEY_ATTACKS: readonly Attack[] = [
  {
    id: "disable-archive-key",
    plane: "key",
    title: "Disable the archive's key",
    effect: "the archive cannot be read, and nothing more is delivered",
    techniques: ["T1486", "T1562.008"],
    steps: each("archiveKey", "kms:DisableKey"),
    from: destruction,
  },
  {
    id: "schedule-key-deletion",
    plane: "key",
    title: "Schedule the key's deletion",
    effect: "7 to 30 days later every log is lost for ever, locked or not",
    techniques: ["T1485", "T1486"],
    steps: each("archiveKey", "kms:ScheduleKeyDeletion"),
    from: destruction,
  },
  {
    id: "replace-key-policy",
    plane: "key",
    title: "Replace the key's policy",
    effect: "the trail cannot encrypt, its administrators are shut out, or a stranger decrypts",
    techniques: ["T1486", "T1098", "T1562.008"],
    steps: each("archiveKey", "kms:PutKeyPolicy"),
    from: change,
  },
  {
    id: "grant-key-use",
    plane: "key",
    title: "Grant the key's use to somebody",
    effect: "a grant outlives the policy that allowed it",
    techniques: ["T1098.003"],
    steps: each("archiveKey", "kms:CreateGrant"),
    from: destruction,
  },
  {
    id: "replace-key-material",
    plane: "key",
    title: "Replace or delete imported key material",
    effect: "a loss at once; KMS refuses it for a key that it made itself, as ours",
    techniques: ["T1485", "T1486"],
    steps: each("archiveKey", "kms:DeleteImportedKeyMaterial", "kms:ImportKeyMaterial"),
    from: destruction,
  },
  {
    id: "detach-key-alias",
    plane: "key",
    title: "Take the alias from the key",
    effect: "the next apply finds another key; the trail has the key's ARN",
    techniques: ["T1486"],
    steps: each("archiveKey", "kms:DeleteAlias", "kms:UpdateAlias"),
    from: change,
  },
  {
    id: "stop-rotation-or-replicate-key",
    plane: "key",
    title: "Stop the key's rotation, or replicate the key",
    effect: "a weaker key, or a second one in a Region of the attacker's",
    techniques: ["T1562.001", "T1537"],
    steps: each("archiveKey", "kms:DisableKeyRotation", "kms:ReplicateKey", "kms:UpdatePrimaryRegion"),
    from: destruction,
  },
  {
    id: "use-external-key-store",
    plane: "key",
    title: "Put keys where they can be switched off from outside AWS",
    effect: "a remote kill switch, for keys in such a store; ours is not",
    techniques: ["T1486"],
    steps: each(
      "account",
      "kms:CreateCustomKeyStore",
      "kms:DeleteCustomKeyStore",
      "kms:DisconnectCustomKeyStore",
      "kms:UpdateCustomKeyStore",
    ),
    from: {
      "log-archive": detected(
        "the archive's key is in no such store, and KMS moves none to one",
        "archive-key-changed",
        "changed-outside-terraform",
      ),
    },
  },
  {
    id: "disable-watchers-key",
    plane: "key",
    title: "Disable a key of the trail's log group, the topics or the queues",
    effect: "alarms and messages stop, although every one of them is intact",
    techniques: ["T1562.008", "T1562.001"],
    steps: each(
      "trailKey",
      "kms:CreateGrant",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
    ),
    from: {
      management: detected(
        NO_SCP_THERE,
        "watchers-key-changed",
        "changed-outside-terraform",
        "trail-heartbeat",
        "trail-delivery-check",
      ),
    },
  },
  {
    id: "decrypt-past-bucket",
    plane: "key",
    title: "Use the key without S3",
    effect: "logs are decrypted past the bucket's policy",
    techniques: ["T1530"],
    steps: each(
      "archiveKey",
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ),
    from: use,
  },
  {
    id: "encrypt-by-foreign-trail",
    plane: "key",
    title: "Encrypt with the key by another organization's trail",
    effect: "CloudTrail makes a data key for a stranger",
    techniques: ["T1565.001"],
    steps: [{ action: "kms:GenerateDataKey", target: "archiveKey", requestContext: "for a log" }],
    as: "foreign-trail",
    from: { outside: prevented(["RcpDenyServicesOutsideOrganization"], notGranted) },
  },
  {
    id: "encrypt-digest-by-unnamed-trail",
    plane: "key",
    title: "The same for a digest, without saying for which trail",
    effect: "a data key for an object that the bucket's policy refuses",
    techniques: ["T1565.001"],
    steps: [{ action: "kms:GenerateDataKey", target: "archiveKey", requestContext: "for a digest" }],
    as: "foreign-trail-unnamed",
    from: {
      outside: prevented(
        ["RcpDenyServicesOutsideOrganization"],
        residual("a data key without the object: what denies forge-logs-by-foreign-trail stops the write"),
      ),
    },
  },
  {
    id: "decrypt-through-s3",
    plane: "key",
    title: "Decrypt through S3, as the whole organization may",
    effect:
      "none by itself: S3 asks for the key only on behalf of whom the bucket's policy lets read (read-foreign-logs)",
    techniques: ["T1530"],
    steps: [{ action: "kms:Decrypt", target: "archiveKey", requestContext: "through S3, what the trail encrypted" }],
    from: {
      ...fromMembers(
        residual("the bucket's policy decides who reads; a key cannot tell one object's readers from another's"),
      ),
      management: residual("the bucket's policy decides who reads"),
      outside: prevented(AT_THE_BORDER, notGranted),
    },
  },
  {
    id: "move-key-alias",
    plane: "key",
    title: "Move or delete the alias itself",
    effect: "as detach-key-alias, which it takes besides",
    techniques: ["T1486"],
    steps: each("archiveAlias", "kms:DeleteAlias", "kms:UpdateAlias"),
    from: {
      ...fromMembers(prevented(["RcpDenyChangesExceptByDeployRole"], notGranted)),
      management: prevented(["RcpDenyChangesExceptByDeployRole"], notGranted),
      "log-archive": prevented(
        ["DenyArchiveKeyChanges", "DenyArchiveChangesByRoot", "RcpDenyChangesExceptByDeployRole"],
        UNGUARDED,
      ),
      outside: prevented(["RcpDenyChangesExceptByDeployRole"], notGranted),
    },
  },
];

const SIGMA = "https://github.com/SigmaHQ/sigma/blob/master/rules/cloud/aws/cloudtrail";
const ELASTIC = "https://github.com/elastic/detection-rules/blob/main/rules/integrations/aws";
const STRATUS = "https://github.com/DataDog/stratus-red-team/blob/main/docs/attack-techniques/AWS";

/**
 * What others say of the same calls, read on 2026-12-01. Stratus Red Team cites AWS's own Threat Technique Catalog; Sigma
 * numbers by version 19 of ATT&CK, in which T1562.007 is T1686.001.
 */
export const PUBLIC_RULES = [
  { attack: "delete-trail", technique: "T1562.008", source: `${STRATUS}/aws.defense-evasion.cloudtrail-delete.md` },
  { attack: "leave-organization", technique: "T1666", source: `${STRATUS}/aws.defense-evasion.organizations-leave.md` },
  {
    attack: "copy-events-by-own-trail",
    technique: "T1530",
    source: `${ELASTIC}/collection_cloudtrail_logging_created.toml`,
  },
  {
    attack: "stop-access-logging",
    technique: "T1562.008",
    source: `${ELASTIC}/defense_evasion_s3_bucket_server_access_logging_disabled.toml`,
  },
  {
    attack: "delete-log-stream",
    technique: "T1562.008",
    source: `${ELASTIC}/defense_evasion_cloudwatch_log_stream_deletion.toml`,
  },
  { attack: "replace-key-policy", technique: "T1098", source: `${ELASTIC}/defense_evasion_kms_key_policy_put.toml` },
  {
    attack: "replace-identity-source",
    technique: "T1556.007",
    source: `${ELASTIC}/credential_access_identitycenter_external_idp_trust_redirected.toml`,
  },
  { attack: "suspend-versioning", technique: "T1490", source: `${SIGMA}/aws_disable_bucket_versioning.yml` },
  { attack: "replicate-bucket", technique: "T1537", source: `${SIGMA}/aws_s3_data_management_tampering.yml` },
  { attack: "replace-key-material", technique: "T1486", source: `${SIGMA}/aws_kms_import_key_material.yml` },
  {
    attack: "use-external-key-store",
    technique: "T1486",
    source: `${SIGMA}/aws_kms_custom_key_store_connected_or_created.yml`,
  },
  {
    attack: "unblock-public-bucket",
    technique: "T1562.007",
    source: `${SIGMA}/aws_cloudtrail_bucket_block_public_access_weakened.yml`,
  },
];

import { example } from "../../support/synthesized";

/** What one Region's forwarder is made of. */
export const forwarder = (sign: "+" | "-", region: string) =>
  ["role", "role-policy", "rule-1", "target-1"].map((part) => `${sign} forwarding/${region}/${part}`);
export const forwarders = (sign: "+" | "-") => example.governedRegions.flatMap((region) => forwarder(sign, region));

/** Its package has the description's declaration in it, and so changes with it. */
export const SENTINEL = "~ trail-sentinel/function: last_modified?, source_code_hash";
export const TRUSTED_SESSIONS = ["", "-2", "-3", "-4"].map(
  (part) => `~ audit-hub/bus/rule-changed-outside-terraform${part}: event_pattern`,
);
export const READER_IS = {
  "log-archive": [
    "~ log-archive-bucket/policy: policy(~AllowReadersToList ~AllowReadersToGet ~DenyReadsExceptByReaders)",
  ],
  management: ["~ trail-alarms/filter-reader-role-changed: pattern"],
  security: ["~ audit-hub/bus/rule-reader-role-changed: event_pattern"],
};
export const RETENTION_IS = {
  "log-archive": ["~ log-archive-bucket/access-logs/lifecycle: rule", "~ log-archive-bucket/lifecycle: rule"],
  management: ["~ org-trail/log-group: retention_in_days"],
};
/** What is lost with an account's forwarders. */
export const destroyed = (stack: string) => forwarders("-").map((line) => `${stack} destroyed: ${line.slice(2)}`);
export const TRUST_FOUND = [
  ...["", "-2", "-3", "-4"].map(
    (part) => `security alert-weakened: audit-hub/bus/rule-changed-outside-terraform${part}`,
  ),
  "security alert-weakened: audit-hub/bus/rule-guardrail-role-changed",
];
export const bound = (role: string) => `~ ${role}: permissions_boundary`;
export const BOUND = {
  audit: bound("forwarding/audit/role"),
  auditors: ["", "-soc2-2027", "-hipaa-2027"].map((engagement) => bound(`auditor-access/role${engagement}`)),
  forwarders: example.governedRegions.map((region) => bound(`forwarding/${region}/role`)),
};

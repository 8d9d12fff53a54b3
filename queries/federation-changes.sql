-- title: Changes of whom the accounts trust
-- question: Which SAML and OpenID providers, trust anchors and Identity Center settings were made or changed, and by
--   whom?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC6.1
-- techniques: T1484.002, T1556.007
-- hit: A role may trust this provider: whoever changes it may become the role without touching it.
-- next: role-sessions, principal-activity
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND readonly = 'false'
  AND (
    (
      eventsource = 'iam.amazonaws.com'
      AND (eventname LIKE '%SAMLProvider%' OR eventname LIKE '%OpenIDConnectProvider%')
    )
    OR (eventsource = 'rolesanywhere.amazonaws.com' AND (eventname LIKE '%TrustAnchor%' OR eventname LIKE '%Crl'))
    OR (
      eventsource = 'sso.amazonaws.com'
      AND (eventname LIKE '%IdentityProvider%' OR eventname LIKE '%ExternalIdP%' OR eventname LIKE '%TrustedTokenIssuer')
    )
  )
ORDER BY eventtime, eventid

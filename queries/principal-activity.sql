-- title: Everything a principal did
-- question: What did this user, role or session do, in which accounts and Regions, and what was refused?
-- parameters:
--   principal text: ARN of a user, role or session; name of a user or session; or a principal id
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.312(b)
-- techniques: T1078.004
-- hit: One call that the principal made, or that a service made for it (`invoked_by`), in the order of time.
-- next: session-origin, access-key-activity, source-address-activity, denied-calls
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  readonly,
  coalesce(errorcode, 'Success') AS outcome,
  sourceipaddress,
  useridentity.arn AS principal_arn,
  useridentity.accesskeyid AS access_key_id,
  useridentity.invokedby AS invoked_by,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND (
    useridentity.arn = :principal
    OR useridentity.username = :principal
    OR useridentity.principalid = :principal
    OR useridentity.sessioncontext.sessionissuer.arn = :principal
    OR split_part(useridentity.principalid, ':', 2) = :principal
  )
ORDER BY eventtime, eventid

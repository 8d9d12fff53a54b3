-- title: Changes of KMS keys
-- question: Who changed a key, its policy, grants or alias, switched it off or scheduled its deletion, or tried to?
-- parameters:
--   key text = any: id, ARN or alias of the key
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.7, OWN-3, HIPAA 164.312(a)(2)(iv)
-- techniques: T1485, T1486, T1098.003
-- hit: The key was changed, or somebody tried. A key that is switched off or pending deletion makes every log it
--   encrypted unreadable.
-- next: principal-activity, resource-activity, archive-readers
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
  AND eventsource = 'kms.amazonaws.com'
  AND readonly = 'false'
  AND (
    :key = ''
    OR strpos(requestparameters, :key) > 0
    OR strpos(json_format(CAST(resources AS json)), :key) > 0
  )
ORDER BY eventtime, eventid

-- title: Everything done with an access key
-- question: What was done with this access key, lasting or of a session, and from which addresses?
-- parameters:
--   access_key_id text: AKIA... of a user, or ASIA... of a session
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.312(b)
-- techniques: T1078.004, T1550.001
-- hit: One call with the key, or one that made, changed or deleted it (`by_key` is then another one). A key that is used from two
--   networks has left its owner.
-- next: session-origin, session-reach, source-address-activity
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  readonly,
  coalesce(errorcode, 'Success') AS outcome,
  sourceipaddress,
  useragent,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  useridentity.accesskeyid AS by_key,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND (
    useridentity.accesskeyid = :access_key_id
    OR json_extract_scalar(requestparameters, '$.accessKeyId') = :access_key_id
    OR json_extract_scalar(responseelements, '$.accessKey.accessKeyId') = :access_key_id
    OR json_extract_scalar(responseelements, '$.credentials.accessKeyId') = :access_key_id
  )
ORDER BY eventtime, eventid

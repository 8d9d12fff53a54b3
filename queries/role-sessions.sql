-- title: Who became a role
-- question: Who opened sessions of this role, by which way, and from where?
-- parameters:
--   role text: ARN of the role
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: OWN-7, SOC 2 CC6.1
-- techniques: T1078.004, T1548.005, T1199
-- hit: A session of the role was opened, or refused. `opened_key` is the session's access key: access-key-activity
--   says what it did.
-- next: session-reach, session-origin, policy-changes
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  useridentity.type AS caller_type,
  json_extract_scalar(requestparameters, '$.roleSessionName') AS session_name,
  json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS opened_key,
  json_extract_scalar(requestparameters, '$.sourceIdentity') AS source_identity,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'sts.amazonaws.com'
  AND eventname LIKE 'AssumeRole%'
  AND (
    json_extract_scalar(requestparameters, '$.roleArn') = :role
    OR strpos(json_format(CAST(resources AS json)), '"' || :role || '"') > 0
  )
ORDER BY eventtime, eventid

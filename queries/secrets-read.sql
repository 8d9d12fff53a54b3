-- title: Who read secrets
-- question: Which secrets, parameters and passwords were read, by whom, how often, and from where?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC6.1, HIPAA 164.312(a)(1)
-- techniques: T1555.006, T1552.001
-- hit: A principal read one secret, or was refused it. Many different secrets by one principal are a harvest.
-- next: principal-activity, source-address-activity, session-origin
SELECT
  recipientaccountid AS account_id,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  eventname,
  coalesce(
    json_extract_scalar(requestparameters, '$.secretId'),
    json_extract_scalar(requestparameters, '$.name'),
    json_extract_scalar(requestparameters, '$.path'),
    json_extract_scalar(requestparameters, '$.instanceId'),
    requestparameters
  ) AS secret,
  sourceipaddress,
  count(*) AS reads,
  count_if(errorcode IS NOT NULL) AS refused,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND (
    (eventsource = 'secretsmanager.amazonaws.com' AND eventname IN ('GetSecretValue', 'BatchGetSecretValue'))
    OR (
      eventsource = 'ssm.amazonaws.com'
      AND eventname IN ('GetParameter', 'GetParameters', 'GetParametersByPath', 'GetParameterHistory')
      AND json_extract_scalar(requestparameters, '$.withDecryption') = 'true'
    )
    OR (eventsource = 'ec2.amazonaws.com' AND eventname = 'GetPasswordData')
  )
GROUP BY 1, 2, 3, 4, 5
ORDER BY reads DESC, principal, secret, account_id, eventname, sourceipaddress

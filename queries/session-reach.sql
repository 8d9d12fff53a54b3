-- title: A session, forward to everything it touched
-- question: What did this session do, and the sessions that it opened, and those that they opened?
-- parameters:
--   access_key_id text: ASIA... of the session, or AKIA... of a user
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
-- controls: SOC 2 CC7.3, HIPAA 164.312(b)
-- techniques: T1078.004, T1021.007
-- hit: One kind of call that the session made (`hop` 0), or a session that it opened (1), to the third. What was made
--   on the way (users, keys, roles) is asked for by itself.
-- next: new-users-and-keys, resource-activity, session-origin
WITH opened AS (
  SELECT DISTINCT
    useridentity.accesskeyid AS caller_key,
    json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS opened_key
  FROM cloudtrail
  WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
    AND eventsource = 'sts.amazonaws.com'
    AND eventname IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'GetFederationToken', 'GetSessionToken')
    AND useridentity.accesskeyid IS NOT NULL
    AND json_extract_scalar(responseelements, '$.credentials.accessKeyId') IS NOT NULL
),
sessions AS (
  SELECT 1 AS hop, one.opened_key AS session_key
  FROM opened AS one
  WHERE one.caller_key = :access_key_id
  UNION
  SELECT 2 AS hop, two.opened_key AS session_key
  FROM opened AS one
  JOIN opened AS two ON two.caller_key = one.opened_key
  WHERE one.caller_key = :access_key_id
  UNION
  SELECT 3 AS hop, three.opened_key AS session_key
  FROM opened AS one
  JOIN opened AS two ON two.caller_key = one.opened_key
  JOIN opened AS three ON three.caller_key = two.opened_key
  WHERE one.caller_key = :access_key_id
)
SELECT
  coalesce(sessions.hop, 0) AS hop,
  useridentity.arn AS principal_arn,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time,
  min(requestparameters) AS example_parameters
FROM cloudtrail
LEFT JOIN sessions ON sessions.session_key = cloudtrail.useridentity.accesskeyid
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (useridentity.accesskeyid = :access_key_id OR sessions.session_key IS NOT NULL)
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY hop, first_time, principal_arn, eventsource, eventname, account_id, awsregion

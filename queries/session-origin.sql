-- title: A session, back to whoever opened it
-- question: Through which roles did this session come about, and which person, user or workload stands at the
--   beginning?
-- parameters:
--   access_key_id text: ASIA... of the session
--   from_day day = today-2: first day to look for openings, in UTC; a session lives 12 hours, 36 of GetSessionToken
--   to_day day = today: day of the session, in UTC
-- controls: SOC 2 CC7.3, HIPAA 164.312(b)
-- techniques: T1078.004, T1548.005
-- hit: One row for each step back, `hop` 1 the opening of the session itself. The last row's `caller` is the origin:
--   a user, an identity provider's user, or a service. Where its `caller_key` begins with ASIA, the chain goes on
--   before `from_day` or beyond the fourth hop.
-- next: session-reach, principal-activity, source-address-activity
WITH opened AS (
  SELECT
    json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS opened_key,
    useridentity.accesskeyid AS caller_key,
    max(coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby)) AS caller,
    max(useridentity.type) AS caller_type,
    max(useridentity.username) AS caller_name,
    max(json_extract_scalar(requestparameters, '$.roleArn')) AS role_arn,
    max(sourceipaddress) AS address,
    min(eventname) AS eventname,
    min(eventtime) AS eventtime
  FROM cloudtrail
  WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
    AND eventsource = 'sts.amazonaws.com'
    AND eventname IN ('AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'GetFederationToken', 'GetSessionToken')
    AND json_extract_scalar(responseelements, '$.credentials.accessKeyId') IS NOT NULL
    AND useridentity.type <> 'AWSAccount'
  GROUP BY 1, 2
)
SELECT 1 AS hop, one.eventtime, one.eventname, one.role_arn, one.caller, one.caller_type, one.caller_key, one.address
FROM opened AS one
WHERE one.opened_key = :access_key_id
UNION ALL
SELECT 2 AS hop, two.eventtime, two.eventname, two.role_arn, two.caller, two.caller_type, two.caller_key, two.address
FROM opened AS one
JOIN opened AS two ON two.opened_key = one.caller_key
WHERE one.opened_key = :access_key_id
UNION ALL
SELECT 3 AS hop, three.eventtime, three.eventname, three.role_arn, three.caller, three.caller_type, three.caller_key, three.address
FROM opened AS one
JOIN opened AS two ON two.opened_key = one.caller_key
JOIN opened AS three ON three.opened_key = two.caller_key
WHERE one.opened_key = :access_key_id
UNION ALL
SELECT 4 AS hop, four.eventtime, four.eventname, four.role_arn, four.caller, four.caller_type, four.caller_key, four.address
FROM opened AS one
JOIN opened AS two ON two.opened_key = one.caller_key
JOIN opened AS three ON three.opened_key = two.caller_key
JOIN opened AS four ON four.opened_key = three.caller_key
WHERE one.opened_key = :access_key_id
ORDER BY hop

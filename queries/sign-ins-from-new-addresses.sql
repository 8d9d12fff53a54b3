-- title: Sign-ins from places that are new
-- question: Which people signed in from an address from which they had not signed in before?
-- parameters:
--   baseline_from_day day = today-30: first day of what was usual, in UTC
--   from_day day = today-7: since when something counts as new, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.6, SOC 2 CC7.2
-- techniques: T1078.004
-- hit: The first sign-in of this person from this address since `baseline_from_day`: a journey, a new network, or
--   somebody else with the password.
-- next: source-address-activity, principal-activity
WITH sign_ins AS (
  SELECT
    coalesce(useridentity.username, useridentity.onbehalfof.userid, useridentity.arn) AS user_name,
    sourceipaddress,
    min(eventtime) AS first_time,
    max(eventtime) AS last_time,
    count(*) AS sign_ins,
    min(recipientaccountid) AS account_id,
    min(useragent) AS useragent
  FROM cloudtrail
  WHERE day BETWEEN :baseline_from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :baseline_from_day AND :to_day
    AND (:account = '' OR account = :account)
    AND (:region = '' OR region = :region)
    AND eventsource = 'signin.amazonaws.com'
    AND eventname IN ('ConsoleLogin', 'UserAuthentication')
    AND (
      json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
      OR json_extract_scalar(serviceeventdetails, '$.UserAuthentication') = 'Success'
    )
  GROUP BY 1, 2
)
SELECT user_name, sourceipaddress, first_time, last_time, sign_ins, account_id, useragent
FROM sign_ins
WHERE replace(substr(first_time, 1, 10), '-', '/') >= :from_day
ORDER BY first_time, user_name, sourceipaddress

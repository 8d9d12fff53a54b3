-- title: Services seen for the first time
-- question: Which services does an account use that it had not used before?
-- parameters:
--   baseline_from_day day = today-30: first day of what was usual, in UTC
--   from_day day = today-7: since when something counts as new, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2
-- techniques: T1526, T1496.004
-- hit: Nobody in the account had called this service since `baseline_from_day`.
-- next: first-seen-calls, account-day
WITH services AS (
  SELECT
    recipientaccountid AS account_id,
    eventsource,
    min(eventtime) AS first_time,
    count(*) AS calls,
    count_if(errorcode IS NOT NULL) AS refused,
    array_join(array_agg(DISTINCT coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) ORDER BY coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby)), ', ') AS principals
  FROM cloudtrail
  WHERE day BETWEEN :baseline_from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :baseline_from_day AND :to_day
    AND (:account = '' OR account = :account)
    AND (:region = '' OR region = :region)
  GROUP BY 1, 2
)
SELECT account_id, eventsource, first_time, calls, refused, principals
FROM services
WHERE replace(substr(first_time, 1, 10), '-', '/') >= :from_day
ORDER BY first_time, account_id, eventsource

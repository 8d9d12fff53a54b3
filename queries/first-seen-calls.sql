-- title: Calls seen for the first time
-- question: Which calls are made in an account that had not been made before?
-- parameters:
--   baseline_from_day day = today-30: first day of what was usual, in UTC
--   from_day day = today-7: since when something counts as new, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2
-- techniques: T1526, T1580
-- hit: Nobody in the account had made this call since `baseline_from_day`: something new was built, or somebody is
--   where nobody was.
-- next: principal-activity, account-day
WITH calls AS (
  SELECT
    recipientaccountid AS account_id,
    eventsource,
    eventname,
    min(eventtime) AS first_time,
    count(*) AS calls,
    count_if(errorcode IS NOT NULL) AS refused,
    array_join(array_agg(DISTINCT coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) ORDER BY coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby)), ', ') AS principals
  FROM cloudtrail
  WHERE day BETWEEN :baseline_from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :baseline_from_day AND :to_day
    AND (:account = '' OR account = :account)
    AND (:region = '' OR region = :region)
  GROUP BY 1, 2, 3
)
SELECT account_id, eventsource, eventname, first_time, calls, refused, principals
FROM calls
WHERE replace(substr(first_time, 1, 10), '-', '/') >= :from_day
ORDER BY first_time, account_id, eventsource, eventname

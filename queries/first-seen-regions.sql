-- title: Regions seen for the first time
-- question: In which Regions does an account work where it had not worked before?
-- parameters:
--   baseline_from_day day = today-30: first day of what was usual, in UTC
--   from_day day = today-7: since when something counts as new, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2
-- techniques: T1535
-- hit: Nobody in the account had called anything in this Region since `baseline_from_day`. Attackers build where
--   nobody looks.
-- next: compute-launched, account-day, silent-regions
WITH regions AS (
  SELECT
    recipientaccountid AS account_id,
    awsregion,
    min(eventtime) AS first_time,
    count(*) AS calls,
    count_if(errorcode IS NOT NULL) AS refused,
    array_join(array_agg(DISTINCT coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) ORDER BY coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby)), ', ') AS principals
  FROM cloudtrail
  WHERE day BETWEEN :baseline_from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :baseline_from_day AND :to_day
    AND (:account = '' OR account = :account)
    AND (:region = '' OR region = :region)
    AND useridentity.invokedby IS NULL
  GROUP BY 1, 2
)
SELECT account_id, awsregion, first_time, calls, refused, principals
FROM regions
WHERE replace(substr(first_time, 1, 10), '-', '/') >= :from_day
ORDER BY first_time, account_id, awsregion

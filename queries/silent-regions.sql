-- title: Regions without events
-- question: Which accounts and Regions had events before and have none since?
-- parameters:
--   baseline_from_day day = today-30: first day of what was usual, in UTC
--   from_day day = today-2: since when there is none, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.5, HIPAA 164.312(b), SOC 2 CC7.2
-- techniques: T1562.008
-- hit: The account wrote events in this Region since `baseline_from_day`, the last of them at `last_time`, and none
--   since `from_day`: nobody works there any more, or the trail no longer records it. A copy of the archive that
--   lacks files looks the same.
-- next: digests-by-day, trail-changes, account-changes
WITH regions AS (
  SELECT
    account,
    region,
    max(eventtime) AS last_time,
    count(*) AS events,
    count(DISTINCT substr(eventtime, 1, 10)) AS days_with_events
  FROM cloudtrail
  WHERE day BETWEEN :baseline_from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :baseline_from_day AND :to_day
    AND (:account = '' OR account = :account)
    AND (:region = '' OR region = :region)
  GROUP BY 1, 2
)
SELECT account, region, last_time, events, days_with_events
FROM regions
WHERE replace(substr(last_time, 1, 10), '-', '/') < :from_day
ORDER BY last_time, account, region

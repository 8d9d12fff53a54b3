-- title: Digests, by day
-- question: For which hours of which account and Region does the archive have no digest?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.5, HIPAA 164.312(c)(1)
-- techniques: T1562.008, T1070
-- hit: One day of an account and Region. CloudTrail writes a digest every hour, also of an hour without events: a day
--   that is over has 24. Fewer are a trail that was stopped, or digests that were taken away; `org-trail verify` says
--   which.
-- next: trail-changes, silent-regions, archive-changes
SELECT
  awsaccountid AS account_id,
  region,
  substr(digestendtime, 1, 10) AS digest_day,
  count(*) AS digests,
  24 - count(*) AS missing,
  min(digeststarttime) AS first_start,
  max(digestendtime) AS last_end,
  sum(cardinality(logfiles)) AS log_files
FROM cloudtrail_digests
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(digestendtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
GROUP BY 1, 2, 3
ORDER BY digest_day, account_id, region

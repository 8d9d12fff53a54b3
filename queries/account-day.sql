-- title: What happened in an account on a day
-- question: Who did what in this account on this day, and how much of it was refused?
-- parameters:
--   account account: the account
--   on_day day = today: the day, in UTC
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.308(a)(1)(ii)(D)
-- techniques: T1078.004
-- hit: One principal made one kind of call. Begin with what changed something (`readonly` false) and what was
--   refused.
-- next: principal-activity, around-a-time, first-seen-calls
SELECT
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  useridentity.type AS principal_type,
  eventsource,
  eventname,
  readonly,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time,
  array_join(array_agg(DISTINCT awsregion ORDER BY awsregion), ', ') AS regions
FROM cloudtrail
WHERE day BETWEEN :on_day AND date_format(date_parse(:on_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') = :on_day
  AND account = :account
  AND (:region = '' OR region = :region)
GROUP BY 1, 2, 3, 4, 5
ORDER BY readonly, calls DESC, principal, eventsource, eventname

-- title: Refused calls, by principal
-- question: Who was refused what, how often and from where?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.1, SOC 2 CC7.2
-- techniques: T1580, T1526, T1087.004
-- hit: A principal tried what it may not. Many different calls within minutes are somebody finding out what a stolen
--   key is good for. Most services record `requestParameters: null` of a refused call: what it was about is not
--   known.
-- next: principal-activity, source-address-activity
SELECT
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  recipientaccountid AS account_id,
  count(*) AS denied,
  count(DISTINCT eventname) AS different_calls,
  array_join(array_agg(DISTINCT eventname ORDER BY eventname), ', ') AS event_names,
  array_join(array_agg(DISTINCT sourceipaddress ORDER BY sourceipaddress), ', ') AS addresses,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND (errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%Unauthorized%')
GROUP BY 1, 2
ORDER BY denied DESC, principal, account_id

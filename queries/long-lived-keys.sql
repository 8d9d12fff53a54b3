-- title: Long-lived access keys in use
-- question: Which access keys of IAM users or root are in use, for what, and from where?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 1.7, SOC 2 CC6.1
-- techniques: T1078.004, T1552.001
-- hit: The key has no end date: whoever copied it may use it until somebody deletes it. More than one address, or one
--   that is not ours, is a reason to do so.
-- next: access-key-activity, new-users-and-keys, source-address-activity
SELECT
  recipientaccountid AS account_id,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  useridentity.accesskeyid AS access_key_id,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  count(DISTINCT sourceipaddress) AS addresses,
  min(sourceipaddress) AS one_address,
  array_join(array_agg(DISTINCT eventsource ORDER BY eventsource), ', ') AS services,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND useridentity.accesskeyid LIKE 'AKIA%'
GROUP BY 1, 2, 3
ORDER BY calls DESC, access_key_id, account_id

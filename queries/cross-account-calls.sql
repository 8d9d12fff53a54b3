-- title: Calls from other accounts
-- question: Which other accounts call into ours, as whom, for what?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC6.1
-- techniques: T1199, T1537
-- hit: A caller of one account called something of another. An account that is none of the organization's is a
--   vendor, or nobody we know.
-- next: role-sessions, principal-activity, shared-outward
SELECT
  useridentity.accountid AS caller_account_id,
  recipientaccountid AS account_id,
  eventsource,
  eventname,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  array_join(array_agg(DISTINCT sourceipaddress ORDER BY sourceipaddress), ', ') AS addresses,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND useridentity.accountid <> recipientaccountid
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC, caller_account_id, account_id, eventsource, eventname

-- title: Everything from a source address
-- question: Who called from this address, in which accounts, for what, how often, and how much of it was refused?
-- parameters:
--   address text: an IP address, or the name of a service such as cloudformation.amazonaws.com
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.312(b)
-- techniques: T1078.004
-- hit: A principal called a service from the address. Several principals or accounts behind one address are one
--   person, one proxy, or one attacker.
-- next: principal-activity, denied-calls, sign-ins-from-new-addresses
SELECT
  recipientaccountid AS account_id,
  useridentity.type AS principal_type,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  eventsource,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time,
  array_join(array_agg(DISTINCT eventname ORDER BY eventname), ', ') AS event_names
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND sourceipaddress = :address
GROUP BY 1, 2, 3, 4
ORDER BY calls DESC, account_id, principal, eventsource

-- title: What happened around a time
-- question: What happened in an account within minutes of this time?
-- parameters:
--   time time: the middle
--   minutes minutes = 15: how many minutes before and after
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.308(a)(1)(ii)(D)
-- techniques: T1078.004
-- hit: A call within the minutes, in the order of time.
-- next: principal-activity, session-origin, source-address-activity
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  readonly,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  eventid
FROM cloudtrail
WHERE day BETWEEN date_format(from_iso8601_timestamp(:time) - INTERVAL '1' DAY, '%Y/%m/%d')
  AND date_format(from_iso8601_timestamp(:time) + INTERVAL '2' DAY, '%Y/%m/%d')
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND abs(date_diff('second', from_iso8601_timestamp(:time), from_iso8601_timestamp(eventtime))) <= 60 * :minutes
ORDER BY eventtime, eventid

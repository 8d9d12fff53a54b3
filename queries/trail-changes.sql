-- title: Changes of a trail
-- question: Who made, stopped, narrowed, redirected or deleted a trail or an event data store, or tried to?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.5, OWN-1, HIPAA 164.312(b), SOC 2 CC7.2
-- techniques: T1562.008
-- hit: A trail was changed, or somebody tried. Only an apply of Terraform does this. What happened between
--   StopLogging and StartLogging is in no log.
-- next: principal-activity, around-a-time, silent-regions, digests-by-day
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'cloudtrail.amazonaws.com'
  AND readonly = 'false'
ORDER BY eventtime, eventid

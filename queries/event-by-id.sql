-- title: One event
-- question: What exactly does the record with this id say, and its copies in other accounts?
-- parameters:
--   event_id text: eventID or sharedEventID
--   from_day day = today-30: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3
-- techniques: T1078.004
-- hit: The record. Where one call is recorded in two accounts, both copies have the same `sharedeventid`.
-- next: around-a-time, principal-activity, session-origin
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  errormessage,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  useridentity.accesskeyid AS access_key_id,
  sourceipaddress,
  useragent,
  requestparameters,
  responseelements,
  additionaleventdata,
  serviceeventdetails,
  sharedeventid,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND (eventid = :event_id OR sharedeventid = :event_id)
ORDER BY eventtime, account_id, eventid

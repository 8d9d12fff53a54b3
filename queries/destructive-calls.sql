-- title: What was deleted
-- question: Who deleted, terminated or scheduled the deletion of what, and how much at once?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.312(c)(1)
-- techniques: T1485, T1490, T1531
-- hit: A principal deleted things of one kind. Many kinds or many calls within minutes are a clean-up, or an
--   attacker's last step.
-- next: principal-activity, session-origin, resource-activity
SELECT
  recipientaccountid AS account_id,
  awsregion,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  eventsource,
  eventname,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time,
  min(requestparameters) AS example_parameters
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND readonly = 'false'
  AND (
    eventname LIKE 'Delete%'
    OR eventname LIKE 'BatchDelete%'
    OR eventname LIKE 'Terminate%'
    OR eventname LIKE 'Deregister%'
    OR eventname LIKE 'Purge%'
    OR eventname IN ('ScheduleKeyDeletion', 'DisableKey', 'CloseAccount', 'StopLogging')
  )
GROUP BY 1, 2, 3, 4, 5
ORDER BY calls DESC, principal, eventsource, eventname, account_id, awsregion

-- title: Security services switched off or blinded
-- question: Who switched off, suppressed or detached GuardDuty, AWS Config, Security Hub, Inspector, Macie or Access
--   Analyzer?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.9, OWN-6, SOC 2 CC7.1
-- techniques: T1562.001
-- hit: A service that looks for attacks sees less than before, or somebody tried that.
-- next: principal-activity, around-a-time, detection-changes
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
  AND eventsource IN (
    'access-analyzer.amazonaws.com', 'config.amazonaws.com', 'detective.amazonaws.com',
    'guardduty.amazonaws.com', 'inspector2.amazonaws.com', 'macie2.amazonaws.com',
    'securityhub.amazonaws.com'
  )
  AND (
    eventname LIKE 'Delete%'
    OR eventname LIKE 'Disable%'
    OR eventname LIKE 'Disassociate%'
    OR eventname LIKE 'Stop%'
    OR eventname LIKE 'Archive%'
    OR eventname LIKE 'Update%'
    OR eventname IN ('CreateFilter', 'CreateIPSet', 'CreateArchiveRule', 'CreateAutomationRule', 'BatchUpdateFindings', 'PutConfigurationRecorder')
  )
ORDER BY eventtime, eventid

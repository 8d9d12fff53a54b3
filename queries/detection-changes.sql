-- title: Changes of what detects
-- question: Who changed alarms, rules, filters, log groups or topics, or tried to?
-- parameters:
--   name text = any: part of the name of what was changed; upper and lower case differ
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: OWN-5, SOC 2 CC7.2
-- techniques: T1562.008, T1562.006
-- hit: Something that notices or tells was changed or deleted, or somebody tried.
-- next: changes-outside-terraform, principal-activity, around-a-time
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
  AND eventsource IN ('monitoring.amazonaws.com', 'events.amazonaws.com', 'logs.amazonaws.com', 'sns.amazonaws.com')
  AND eventname IN (
    'DeleteAlarms', 'DisableAlarmActions', 'PutAlarmMuteRule', 'PutCompositeAlarm', 'PutMetricAlarm',
    'SetAlarmState', 'DeleteEventBus', 'DeleteRule', 'DisableRule', 'PutPermission', 'PutRule', 'PutTargets',
    'RemovePermission', 'RemoveTargets', 'UpdateEventBus', 'DeleteLogGroup', 'DeleteLogStream',
    'DeleteMetricFilter', 'DeleteRetentionPolicy', 'DeleteSubscriptionFilter', 'PutMetricFilter',
    'PutRetentionPolicy', 'PutSubscriptionFilter', 'AddPermission', 'DeleteTopic',
    'SetSubscriptionAttributes', 'SetTopicAttributes', 'Unsubscribe'
  )
  AND (:name = '' OR strpos(requestparameters, :name) > 0)
ORDER BY eventtime, eventid

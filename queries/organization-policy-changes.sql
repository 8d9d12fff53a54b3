-- title: Changes of the organization's policies
-- question: Who attached, detached, changed or deleted an SCP, an RCP or the organization's own policy, or trusted
--   access and delegation?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.15, OWN-2, SOC 2 CC6.1
-- techniques: T1666, T1484.002
-- hit: What binds the members was changed in the management account, where no SCP holds.
-- next: principal-activity, around-a-time, account-changes
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  json_extract_scalar(requestparameters, '$.policyId') AS policy_id,
  json_extract_scalar(requestparameters, '$.targetId') AS target_id,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'organizations.amazonaws.com'
  AND (eventname LIKE '%Policy%' OR eventname LIKE '%ServiceAccess' OR eventname LIKE '%DelegatedAdministrator')
  AND readonly = 'false'
ORDER BY eventtime, eventid

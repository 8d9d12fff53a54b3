-- title: Machines, functions and containers that were started
-- question: Who started compute, where, of which kind, and how much of it?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2
-- techniques: T1578.002, T1496.001, T1648
-- hit: A principal started compute in one Region. Large types, many calls, or a Region that is new are how stolen
--   keys are turned into money.
-- next: first-seen-regions, principal-activity, volume
SELECT
  recipientaccountid AS account_id,
  awsregion,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  eventname,
  coalesce(json_extract_scalar(requestparameters, '$.instanceType'), json_extract_scalar(requestparameters, '$.runtime'), '') AS kind,
  count(*) AS calls,
  count_if(errorcode IS NOT NULL) AS refused,
  min(sourceipaddress) AS one_address,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND readonly = 'false'
  AND eventname IN (
    'CreateCluster', 'CreateFleet', 'CreateFunction20150331', 'CreateInstances', 'CreateNotebookInstance',
    'CreateTrainingJob', 'RequestSpotFleet', 'RequestSpotInstances', 'RunInstances', 'RunJobFlow', 'RunTask',
    'StartInstances', 'SubmitJob'
  )
GROUP BY 1, 2, 3, 4, 5
ORDER BY calls DESC, account_id, awsregion, principal, eventname, kind

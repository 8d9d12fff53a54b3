-- title: Snapshots, images and exports
-- question: Who made, copied or exported snapshots, images and backups of data?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC6.1, HIPAA 164.312(a)(1)
-- techniques: T1578.001, T1537, T1530
-- hit: Data was copied into something that can be carried away. A copy that is shared or exported afterwards has
--   left.
-- next: shared-outward, resource-activity, principal-activity
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  coalesce(errorcode, 'Success') AS outcome,
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  coalesce(
    json_extract_scalar(responseelements, '$.snapshotId'),
    json_extract_scalar(responseelements, '$.imageId'),
    json_extract_scalar(responseelements, '$.dBSnapshotIdentifier'),
    json_extract_scalar(requestparameters, '$.exportTaskIdentifier')
  ) AS made,
  requestparameters,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventname IN (
    'CopyDBClusterSnapshot', 'CopyDBSnapshot', 'CopyImage', 'CopySnapshot', 'CreateDBClusterSnapshot',
    'CreateDBSnapshot', 'CreateImage', 'CreateInstanceExportTask', 'CreateSnapshot', 'CreateSnapshots',
    'CreateStoreImageTask', 'ExportImage', 'ExportTableToPointInTime', 'GetSnapshotBlock', 'StartCopyJob',
    'StartExportTask', 'StartSnapshot'
  )
ORDER BY eventtime, eventid

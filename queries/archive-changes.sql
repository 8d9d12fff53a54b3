-- title: Changes of the archive
-- question: Who changed the archive bucket, its policy, lock, lifecycle or encryption, or deleted from it, or tried
--   to?
-- parameters:
--   bucket text: name of the archive bucket, or another
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.8, OWN-4, HIPAA 164.312(c)(1)
-- techniques: T1562.008, T1485, T1485.001
-- hit: The bucket's settings were changed, or somebody tried, or objects were deleted where the trail records data
--   events. Of most refused calls the bucket is not known: see denied-calls.
-- next: denied-calls, principal-activity, bucket-data-events
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
  AND eventsource = 's3.amazonaws.com'
  AND readonly = 'false'
  AND (eventcategory <> 'Data' OR eventname LIKE 'Delete%')
  AND (
    json_extract_scalar(requestparameters, '$.bucketName') = :bucket
    OR strpos(json_format(CAST(resources AS json)), ':s3:::' || :bucket) > 0
    OR eventname IN ('PutAccountPublicAccessBlock', 'DeleteAccountPublicAccessBlock')
  )
ORDER BY eventtime, eventid

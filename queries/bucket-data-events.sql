-- title: Who read and wrote a bucket's objects
-- question: Who read, wrote or deleted objects of this bucket, how many, and how many bytes left it?
-- parameters:
--   bucket text: its name
--   prefix text = any: how the keys of the objects begin
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC6.1, HIPAA 164.312(b)
-- techniques: T1530, T1619, T1485
-- hit: One principal made one kind of request from one address. No row at all also means that the trail records no
--   data events of the bucket.
-- next: principal-activity, source-address-activity, archive-readers
SELECT
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS principal,
  sourceipaddress,
  eventname,
  count(*) AS requests,
  count_if(errorcode IS NOT NULL) AS refused,
  count(DISTINCT json_extract_scalar(requestparameters, '$.key')) AS objects,
  CAST(sum(coalesce(try(CAST(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') AS double)), 0E0)) AS bigint) AS bytes_out,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 's3.amazonaws.com'
  AND eventcategory = 'Data'
  AND json_extract_scalar(requestparameters, '$.bucketName') = :bucket
  AND (:prefix = '' OR starts_with(json_extract_scalar(requestparameters, '$.key'), :prefix))
GROUP BY 1, 2, 3
ORDER BY requests DESC, principal, sourceipaddress, eventname

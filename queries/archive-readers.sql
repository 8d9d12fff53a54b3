-- title: Who read the logs
-- question: Who had log files of the archive decrypted, of which accounts, and from where?
-- parameters:
--   key text: id or ARN of the archive's key
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.7, SOC 2 CC6.1, HIPAA 164.312(b)
-- techniques: T1654, T1530
-- hit: A reader had log files of one account decrypted: S3 asks KMS for every object, so each is in the trail.
--   Readers other than the analysts, the auditor and Athena's own roles are no readers of ours.
-- next: principal-activity, key-changes, session-origin
SELECT
  coalesce(useridentity.arn, useridentity.username, useridentity.principalid, useridentity.invokedby) AS reader,
  regexp_extract(requestparameters, '/AWSLogs/(o-[a-z0-9]+/)?([0-9]{12})/', 2) AS logs_of_account,
  sourceipaddress,
  count(*) AS decrypted,
  count_if(errorcode IS NOT NULL) AS refused,
  min(eventtime) AS first_time,
  max(eventtime) AS last_time
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND eventsource = 'kms.amazonaws.com'
  AND eventname = 'Decrypt'
  AND coalesce(useridentity.type, 'AWSService') <> 'AWSService'
  AND (
    strpos(json_format(CAST(resources AS json)), :key) > 0
    OR strpos(requestparameters, :key) > 0
  )
GROUP BY 1, 2, 3
ORDER BY decrypted DESC, reader, logs_of_account, sourceipaddress

-- title: What the root user did
-- question: Which calls and sign-ins were made as the root user of an account, from where, and did they succeed?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 1.7, CIS 4.3, SOC 2 CC6.1
-- techniques: T1078.004
-- hit: Somebody worked as root, who may do everything that no organization policy denies. Whoever did has the root
--   password or its e-mail address, or opened a session of sts:AssumeRoot from the management account.
-- next: source-address-activity, around-a-time, new-users-and-keys
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  sourceipaddress,
  useragent,
  useridentity.sessioncontext.attributes.mfaauthenticated AS mfa,
  coalesce(errorcode, json_extract_scalar(responseelements, '$.ConsoleLogin'), 'Success') AS outcome,
  eventid
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
  AND useridentity.type = 'Root'
  AND useridentity.invokedby IS NULL
  AND eventtype <> 'AwsServiceEvent'
ORDER BY eventtime, eventid

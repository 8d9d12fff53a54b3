-- title: Who touched a role, key, bucket or secret
-- question: Which calls named this resource, by whom, and what did they do?
-- parameters:
--   resource text: its ARN, name or id, or a part of one; upper and lower case differ
--   readonly text = any: false for changes alone, true for reads alone
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.3, HIPAA 164.312(b)
-- techniques: T1530, T1098
-- hit: The call has the text in its parameters, its answer or its list of resources. Whoever changed the resource has
--   `readonly` false. A refused call often names nothing, and is not found.
-- next: principal-activity, policy-changes, around-a-time
SELECT
  eventtime,
  recipientaccountid AS account_id,
  awsregion,
  eventsource,
  eventname,
  readonly,
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
  AND (
    strpos(requestparameters, :resource) > 0
    OR strpos(responseelements, :resource) > 0
    OR strpos(json_format(CAST(resources AS json)), :resource) > 0
  )
  AND (:readonly = '' OR readonly = :readonly)
ORDER BY eventtime, eventid

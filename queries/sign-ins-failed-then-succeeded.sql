-- title: Sign-ins that failed and then succeeded
-- question: Whose sign-in succeeded after several had failed within a short time?
-- parameters:
--   failures integer = 3: how many failures make a hit
--   minutes minutes = 60: within how many minutes before the success
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: CIS 4.6, SOC 2 CC6.1
-- techniques: T1110.001, T1078.004
-- hit: Somebody guessed until a password fitted, or its owner mistyped it. More than one address in `failed_from`
--   speaks for the former.
-- next: source-address-activity, principal-activity, sign-ins-without-mfa
WITH sign_ins AS (
  SELECT
    eventtime,
    recipientaccountid AS account_id,
    coalesce(useridentity.username, useridentity.onbehalfof.userid, useridentity.arn) AS user_name,
    sourceipaddress AS address,
    coalesce(
      json_extract_scalar(responseelements, '$.ConsoleLogin'),
      json_extract_scalar(serviceeventdetails, '$.UserAuthentication')
    ) AS outcome
  FROM cloudtrail
  WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
    AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
    AND (:account = '' OR account = :account)
    AND (:region = '' OR region = :region)
    AND eventsource = 'signin.amazonaws.com'
    AND eventname IN ('ConsoleLogin', 'UserAuthentication')
), guessed AS (
  SELECT
    success.eventtime AS succeeded_at,
    success.account_id,
    success.user_name,
    success.address AS succeeded_from,
    count(*) AS failed,
    min(failure.eventtime) AS first_failure,
    array_join(array_agg(DISTINCT failure.address ORDER BY failure.address), ', ') AS failed_from
  FROM sign_ins AS success
  JOIN sign_ins AS failure
    ON failure.account_id = success.account_id
    AND failure.user_name = success.user_name
    AND failure.eventtime <= success.eventtime
  WHERE success.outcome = 'Success'
    AND failure.outcome = 'Failure'
    AND date_diff('second', from_iso8601_timestamp(failure.eventtime), from_iso8601_timestamp(success.eventtime)) <= 60 * :minutes
  GROUP BY 1, 2, 3, 4
)
SELECT succeeded_at, account_id, user_name, succeeded_from, failed, first_failure, failed_from
FROM guessed
WHERE failed >= :failures
ORDER BY succeeded_at, account_id, user_name

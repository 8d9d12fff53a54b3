-- title: Volume, and what it costs
-- question: Which accounts, services and calls write how many events, and what does a copy of them cost?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2
-- techniques: T1496.004
-- hit: One kind of event of one account. The first copy of management events is free: `usd` is the list price of a
--   second trail's, 2 dollars for 100,000; of all other events it is 0.10 dollars.
-- next: how-it-was-called, insights, first-seen-calls
SELECT
  recipientaccountid AS account_id,
  eventcategory,
  eventsource,
  eventname,
  count(*) AS events,
  count_if(readonly = 'true') AS reads,
  count_if(errorcode IS NOT NULL) AS refused,
  round(count(*) * CASE eventcategory WHEN 'Management' THEN 2E-5 ELSE 1E-6 END, 6) AS usd
FROM cloudtrail
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
GROUP BY 1, 2, 3, 4
ORDER BY events DESC, account_id, eventsource, eventname, eventcategory

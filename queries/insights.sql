-- title: Unusual rates that Insights saw
-- question: Which calls were made, or refused, at a rate that Insights found unusual, and how unusual?
-- parameters:
--   from_day day = today-7: first day of the events, in UTC
--   to_day day = today: last day of the events, in UTC
--   account account = any: account whose log is read
--   region region = any: Region whose log is read
-- controls: SOC 2 CC7.2
-- techniques: T1580, T1496.004
-- hit: One Insight, from its start to its end. Without an `ended_at` it goes on, or its end lies after `to_day`.
-- next: first-seen-calls, denied-calls, around-a-time
SELECT
  recipientaccountid AS account_id,
  awsregion,
  insightdetails.insighttype AS insight_type,
  insightdetails.eventsource AS eventsource,
  insightdetails.eventname AS eventname,
  max(insightdetails.errorcode) AS errorcode,
  min(CASE WHEN insightdetails.state = 'Start' THEN eventtime END) AS started_at,
  max(CASE WHEN insightdetails.state = 'End' THEN eventtime END) AS ended_at,
  max(insightdetails.insightcontext.statistics.baseline.average) AS usual_per_minute,
  max(insightdetails.insightcontext.statistics.insight.average) AS seen_per_minute,
  sharedeventid AS insight_id
FROM cloudtrail_insights
WHERE day BETWEEN :from_day AND date_format(date_parse(:to_day, '%Y/%m/%d') + INTERVAL '1' DAY, '%Y/%m/%d')
  AND replace(substr(eventtime, 1, 10), '-', '/') BETWEEN :from_day AND :to_day
  AND (:account = '' OR account = :account)
  AND (:region = '' OR region = :region)
GROUP BY 1, 2, 3, 4, 5, sharedeventid
ORDER BY started_at, account_id, insight_id

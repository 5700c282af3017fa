-- What wrk asks the service: searches, pledges, or a mixture.
--
-- wrk ... -s load.lua URL -- MODE SEARCHES LAST THREADS
--
-- MODE is "search" (JSON), "page" (the directory's page), "pledge" or "mixed".
-- SEARCHES is a file with a search a line. Pledges are those of the members
-- 0 to LAST - 1, each once and under a key of its own; then all is quiet.
-- The last line that is printed is JSON; times are in milliseconds.

local campaign = "00000000000070008000000000000001"
local sizes = { 0, 0, 0, 10, 20, 50, 100, 500, 1000, 2000, 5000, 10000, 100000, 1000000 }
local all = {}

function setup(thread)
  thread:set("number", #all)
  table.insert(all, thread)
end

function init(args)
  mode, last, step = args[1], tonumber(args[3]), tonumber(args[4])
  member = number
  refused, asked, over = 0, number * 7919, false
  searches = {}
  for line in io.lines(args[2]) do
    table.insert(searches, line)
  end
end

local function search(path)
  return wrk.format("GET", path .. searches[asked % #searches + 1])
end

local function token(n)
  return string.format("Bearer crowd-%07d", n)
end

local function pledge()
  if member >= last then
    over = true
    return wrk.format("GET", "/healthz")
  end
  local headers = {
    ["Authorization"] = token(member),
    ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = "load-" .. member,
  }
  local others = sizes[member % #sizes + 1]
  local body = string.format('{"others":%d,"audience":"participants"}', others)
  member = member + step
  return wrk.format("PUT", "/api/v1/campaigns/" .. campaign .. "/pledge", headers, body)
end

local function own()
  local headers = { ["Authorization"] = token(asked % last) }
  return wrk.format("GET", "/api/v1/campaigns/" .. campaign .. "/pledge", headers)
end

function request()
  asked = asked + 1
  if mode == "search" then
    return search("/api/v1/campaigns?")
  elseif mode == "page" then
    return search("/campaigns?")
  elseif mode == "pledge" or asked % 10 < 3 then
    return pledge()
  elseif asked % 10 < 5 then
    return own()
  elseif asked % 10 < 7 then
    return wrk.format("GET", "/campaigns/" .. campaign)
  end
  return search("/campaigns?")
end

function delay()
  return over and 3600000 or 0
end

function response(status)
  if status >= 400 then
    refused = refused + 1
  end
end

function done(summary, latency)
  local wrong = summary.errors.connect + summary.errors.read
    + summary.errors.write + summary.errors.timeout
  local refused = 0
  for _, thread in ipairs(all) do
    refused = refused + thread:get("refused")
  end
  print(string.format(
    '{"requests":%d,"seconds":%.2f,"refused":%d,"errors":%d,'
      .. '"p50":%.2f,"p95":%.2f,"p99":%.2f,"max":%.2f}',
    summary.requests, summary.duration / 1e6, refused, wrong,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, latency.max / 1e3))
end

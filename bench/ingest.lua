-- Readings for wrk: a minute of its own for every request of every station.
-- Arguments: a file with "id token" a line, the first minute since 1970, readings a body.

local stations, first, batch = {}, 0, 1
local sent = 0
accepted, refused = 0, 0
local thread

function setup(made)
  thread = made
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    local id, token = line:match("^(%S+) (%S+)$")
    stations[#stations + 1] = {
      path = "/api/v1/stations/" .. id .. "/observations",
      headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" },
    }
  end
  first, batch = tonumber(arguments[2]), tonumber(arguments[3])
end

local function reading(minute)
  return string.format(
    '{"time":"%s","period_s":60,"values":{"neg_ion":%d}}',
    os.date("!%Y-%m-%dT%H:%M:%SZ", minute * 60), 2000 + minute * 37 % 90)
end

function request()
  local station = stations[sent % #stations + 1]
  local start = first + math.floor(sent / #stations) * batch
  local items = {}
  for number = 1, batch do
    items[number] = reading(start + number - 1)
  end
  sent = sent + 1
  local body = items[1]
  if batch > 1 then
    body = "[" .. table.concat(items, ",") .. "]"
  end
  return wrk.format("POST", station.path, station.headers, body)
end

function response(status, _, body)
  if status == 202 then
    accepted = accepted + tonumber(body:match('"accepted":(%d+)'))
  else
    refused = refused + 1
  end
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout
  io.write(string.format("FOUND %d %d %d %.1f %.1f\n",
    thread:get("accepted"), thread:get("refused") + failed, summary.duration,
    latency:percentile(50), latency:percentile(99)))
end

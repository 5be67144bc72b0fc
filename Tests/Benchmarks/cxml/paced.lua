-- The peers' orders (ORDERS_LUA), each connection waiting about WAIT_MS between two of them.
dofile(os.getenv("ORDERS_LUA"))
local wait = tonumber(os.getenv("WAIT_MS"))

function delay()
  return math.floor(wait * (0.5 + math.random()) + math.random())
end

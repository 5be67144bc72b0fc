-- Distinct cXML OrderRequests of five lines each, for wrk.

local line = [[
<ItemOut quantity="2" lineNumber="%d"><ItemID><SupplierPartID>B00BENCH%02d</SupplierPartID><SupplierPartAuxiliaryID>136-%s,%d</SupplierPartAuxiliaryID></ItemID>
<ItemDetail><UnitPrice><Money currency="USD">19.95</Money></UnitPrice><Description xml:lang="en-US">Benchmark article number %d with a description of ordinary length</Description>
<UnitOfMeasure>EA</UnitOfMeasure><Classification domain="UNSPSC">44121704</Classification><ManufacturerPartID>MP-%d</ManufacturerPartID>
<ManufacturerName>Example Manufacturing</ManufacturerName><Extrinsic name="soldBy">Example Seller</Extrinsic><Extrinsic name="fulfilledBy">Example Seller</Extrinsic>
<Extrinsic name="category">OFFICE_PRODUCTS</Extrinsic><Extrinsic name="itemCondition">New</Extrinsic></ItemDetail></ItemOut>]]

local head = [[<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.024/cXML.dtd">
<cXML payloadID="%s@bench.example" timestamp="2026-09-21T10:00:00+00:00"><Header>
<From><Credential domain="NetworkId"><Identity>ContosoBuyer</Identity></Credential></From>
<To><Credential domain="NetworkId"><Identity>AmazonBusiness</Identity></Credential></To>
<Sender><Credential domain="NetworkId"><Identity>ContosoBuyer</Identity><SharedSecret>s3cr3t-bench-0123456789abcdef</SharedSecret></Credential>
<UserAgent>bench</UserAgent></Sender></Header><Request deploymentMode="test"><OrderRequest>
<OrderRequestHeader orderID="B-%s" orderDate="2026-09-21T10:00:00+00:00" type="new"><Total><Money currency="USD">199.50</Money></Total>
<Extrinsic name="UserEmail">buyer@example.com</Extrinsic></OrderRequestHeader>
]]

math.randomseed(os.time() * 1000 + (os.clock() * 1000000) % 1000)
local run = string.format("%d.%d", os.time(), math.random(1, 1000000000))
local count = 0

function request()
  count = count + 1
  local id = run .. "." .. count
  local parts = {string.format(head, id, id)}
  for n = 1, 5 do parts[#parts + 1] = string.format(line, n, n, id, n, n, n) end
  parts[#parts + 1] = "</OrderRequest></Request></cXML>"
  return wrk.format("POST", nil, {["Content-Type"] = "text/xml; charset=UTF-8"}, table.concat(parts))
end

local bad = 0
function response(status, headers, body)
  if not body:find('code="200"', 1, true) then
    bad = bad + 1
    if bad == 1 then io.stderr:write(body) end
  end
end

import FoundationEssentials
import JSON
import SellingPartner
import Testing

/// What is forgiven in answers, and what is not in messages.
struct WireTests {
    private func order(_ text: String) throws -> (record: RetailOrders.Order, problems: [WireProblem]) {
        Wire.read(try JSON.read(text), as: RetailOrders.Order.self)
    }

    @Test(arguments: [
        ("2020-02-20T13:51:00Z", 1_582_206_660.0), ("2020-02-20T13:51:00.250Z", 1_582_206_660.25),
        ("2020-02-20T13:51:00", 1_582_206_660), ("2020-02-20T05:51:00-08:00", 1_582_206_660),
        ("2020-02-20T14:51:00+0100", 1_582_206_660), ("2020-02-20 13:51:00", 1_582_206_660), ("2020-02-20T13:51Z", 1_582_206_660),
        ("2020-02-20", 1_582_156_800), ("1969-12-31T23:59:59Z", -1), ("2024-02-29T00:00:00Z", 1_709_164_800),
    ])
    func `every form of a moment is read`(text: String, seconds: Double) {
        #expect(WireMoment(text: text).date?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2020-02", "2020-02-30T00:00:00Z", "2020-02-20T25:00:00Z", "2020-02-20T13:51:00ZZ", "2019-09-2100:00:00",
        "2020-02-20T13:51:00.Z", "2020-02-20T13:51:00+99:00", "tomorrow",
    ])
    func `what is no moment is kept as text and nothing more`(text: String) {
        #expect(WireMoment(text: text).date == nil && WireMoment(text: text).text == text)
    }

    @Test func `a moment written is the moment read`() {
        for seconds in [0.0, -1, 1_582_206_660, 4_102_444_799, 951_782_400] {
            let date = Date(timeIntervalSince1970: seconds)
            #expect(WireMoment(text: WireMoment(date).text).date == date)
        }
        #expect(WireMoment(Date(timeIntervalSince1970: 1_582_206_660)).text == "2020-02-20T13:51:00Z")
        #expect(WireMoment.window("2020-02-20T00:00:00Z--2020-02-21T00:00:00Z")?.1.timeIntervalSince1970 == 1_582_243_200)
        #expect(WireMoment.window("08/25/2021 - 08/31/2021") == nil)
    }

    @Test func `numbers and texts stand for each other, blanks at the ends do not count`() throws {
        let (order, problems) = try order(
            """
            {"purchaseOrderNumber":" L8266355 ","purchaseOrderState":"New","more":{"x":[1]},"orderDetails":{
            "purchaseOrderDate":"2020-02-20T13:51:00Z","purchaseOrderStateChangedDate":"2020-02-20T13:51:00Z","items":[
            {"itemSequenceNumber":1,"orderedQuantity":{"amount":"003","unitOfMeasure":"Eaches"},"isBackOrderAllowed":"true",
            "netCost":{"amount":10.50,"currencyCode":"EUR"},"listPrice":null}]}}
            """)
        #expect(problems.isEmpty, "\(problems)")
        #expect(order.purchaseOrderNumber == "L8266355")
        let item = try #require(order.orderDetails?.items.first)
        #expect(item.itemSequenceNumber == "1" && item.orderedQuantity?.amount == 3 && item.isBackOrderAllowed == true)
        #expect(item.netCost?.amount?.value == Decimal(string: "10.5"))
    }

    @Test func `one bad value is noted at its place and hides nothing else`() throws {
        let (order, problems) = try order(
            """
            {"purchaseOrderNumber":{"a":1},"orderDetails":{"purchaseOrderDate":"soon","items":[
            {"itemSequenceNumber":"1","isBackOrderAllowed":"maybe","orderedQuantity":{"amount":"1.5"}},"x",
            {"itemSequenceNumber":"2","isBackOrderAllowed":false,"orderedQuantity":{"amount":2}}]}}
            """)
        #expect(
            problems.map(\.pointer) == [
                "/purchaseOrderNumber", "/purchaseOrderState", "/orderDetails/purchaseOrderDate",
                "/orderDetails/purchaseOrderStateChangedDate", "/orderDetails/items/0/orderedQuantity/amount",
                "/orderDetails/items/0/isBackOrderAllowed", "/orderDetails/items/1",
            ])
        #expect(order.orderDetails?.items.count == 3)
        #expect(order.orderDetails?.items.last?.orderedQuantity?.amount == 2)
    }

    @Test func `messages have no nulls, no empty lists and everything that is mandatory`() {
        var message = RetailOrders.OrderAcknowledgement()
        message.purchaseOrderNumber = "4Z32PABC"
        let (json, problems) = Wire.write(message)
        #expect(json.text() == #"{"purchaseOrderNumber":"4Z32PABC"}"#)
        #expect(problems.map(\.pointer) == ["/sellingParty", "/acknowledgementDate", "/items"])
        let error = #expect(throws: SellingPartnerError.self) { try Posting.retailAcknowledgement([message]) }
        #expect(error?.description.contains("/acknowledgements/0/sellingParty is missing") == true)
    }
}

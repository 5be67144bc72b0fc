enum CXMLExchangePlaceholder {}

enum CXMLPlaceholder {}

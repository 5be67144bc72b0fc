enum CXMLEndpointPlaceholder {}

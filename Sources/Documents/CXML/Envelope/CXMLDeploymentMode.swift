/// Whether a document is meant or a try. DTD attribute `deploymentMode`.
package enum CXMLDeploymentMode: String, Sendable {
    case production, test
}

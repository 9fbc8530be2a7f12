package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.codec.isUnit
import io.mockaws.wire.http.HttpResponse

/** awsQuery, https://smithy.io/2.0/aws/protocols/aws-query-protocol.html: a form in, XML out. */
internal class AwsQuery(
    service: ServiceShape,
) : QueryProtocol(service, isEc2 = false, "text/xml") {
    override val name: String get() = "awsQuery"

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse =
        respond(OK, requestId) {
            element("${operation.name}Response", namespace) {
                if (!operation.output.isUnit) {
                    element("${operation.name}Result") { xml.encodeMembers(this, operation.output, output) }
                }
                element("ResponseMetadata") { leaf("RequestId", requestId) }
            }
        }

    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse =
        respond(error.status, requestId, strict = true) {
            element("ErrorResponse", namespace) {
                element("Error") {
                    leaf("Type", if (error.sender) "Sender" else "Receiver")
                    error(error, error.queryMessage)
                }
                leaf("RequestId", requestId)
            }
        }
}

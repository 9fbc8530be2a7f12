package io.mockaws.wire.protocol

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.OperationShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.HttpResponse

/** ec2Query, https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html: EC2's own dialect of Query. */
internal class Ec2Query(
    service: ServiceShape,
) : QueryProtocol(service, isEc2 = true, "text/xml;charset=UTF-8") {
    override val name: String get() = "ec2Query"

    override fun <O : Any> encode(
        operation: OperationShape<*, O>,
        output: O,
        requestId: String,
    ): HttpResponse =
        respond(OK, requestId) {
            element("${operation.name}Response", namespace) {
                xml.encodeMembers(this, operation.output, output)
                leaf("requestId", requestId)
            }
        }

    /** Without a namespace, and with another spelling of the request's id than in a success. */
    override fun encodeError(
        error: ErrorShape,
        requestId: String,
    ): HttpResponse =
        respond(error.status, requestId, strict = true) {
            element("Response") {
                element("Errors") {
                    element("Error") { error(error, error.message) }
                }
                leaf("RequestID", requestId)
            }
        }
}

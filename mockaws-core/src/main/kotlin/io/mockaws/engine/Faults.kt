package io.mockaws.engine

import io.mockaws.wire.ErrorShape
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.http.HttpRequest
import java.io.IOException

/** The errors of the engine itself, before and after any service. */
internal object Faults {
    /** Nothing leaves the mock: what is not written answers so, and says how to go on. */
    fun notImplemented(
        service: ServiceShape,
        operation: String,
    ) = AwsFault(
        "NotImplemented",
        "mockaws does not implement ${service.name}:$operation. Nothing was sent to AWS. A test can answer " +
            "it: ${stubLine(service, operation)}",
        status = 501,
    )

    /** No test that is strict shall rest on what only rules have answered. */
    fun derivedWhileStrict(
        service: ServiceShape,
        operation: String,
    ) = AwsFault(
        "NotImplemented",
        "mockaws answers ${service.name}:$operation by rules from AWS's model only, and this mock is strict. " +
            "A test can answer it: ${stubLine(service, operation)}",
        status = 501,
    )

    private fun stubLine(
        service: ServiceShape,
        operation: String,
    ) = "aws.on(\"${service.name}\", \"$operation\") { respond(mapOf(...)) }"

    fun unknownService(route: Router.Route): AwsFault {
        val named =
            route.credentials?.service ?: route.request.headers["X-Amz-Target"]?.substringBeforeLast('.')
                ?: route.request.host
        val operation = UnknownService.operationName(route.request)?.let { ", asked for $it" }.orEmpty()
        return AwsFault(
            "NotImplemented",
            "mockaws does not implement the service \"$named\"$operation (${route.request}). Nothing was sent to AWS.",
            status = 501,
        )
    }

    fun strict(
        operation: String,
        members: List<String>,
    ) = AwsFault(
        "NotImplemented",
        "mockaws does not honour ${members.joinToString()} of $operation, and this mock is strict.",
        status = 501,
    )

    fun tooLarge(limit: Long) =
        AwsFault(
            "RequestEntityTooLarge",
            "The request is longer than the $limit bytes that are accepted.",
            status = 413
        )

    /** The call was done, and nobody can say whether it outlives the server. */
    fun notKept(cause: IOException): AwsFault =
        AwsFault(ErrorShape("InternalFailure", cause.message.orEmpty(), status = 500), cause)

    /** Whatever escapes from a handler is our fault; the journal has the cause. */
    fun internalFailure(cause: Throwable): AwsFault =
        AwsFault(
            ErrorShape(
                "InternalFailure",
                "mockaws failed inside: $cause. The call's journal entry has the cause.",
                status = 500,
            ),
            cause,
        )
}

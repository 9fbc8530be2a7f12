package io.mockaws.services.sqs

import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest

private val queuePath = Regex("/([0-9]{12})/([A-Za-z0-9_-]+(?:\\.fifo)?)")
private const val PARAMETER = "QueueUrl="

/**
 * A Query request to `/123456789012/orders` means that queue: the address becomes the parameter that the request
 * does without. Other requests are left as they are.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
internal fun withQueueUrl(request: HttpRequest): HttpRequest {
    if (request.path.length < 2 || "X-Amz-Target" in request.headers || !queuePath.matches(request.path)) return request
    val parameter = PARAMETER + request.path
    val form = (request.body as? HttpBody.Bytes)?.bytes?.decodeToString().orEmpty()
    return when {
        namesQueue(request.query) || namesQueue(form) -> request
        form.isNotEmpty() -> request.copy(path = "/", body = HttpBody.of("$parameter&$form"))
        else -> request.copy(path = "/", query = join(parameter, request.query))
    }
}

private fun namesQueue(parameters: String) = parameters.startsWith(PARAMETER) || "&$PARAMETER" in parameters

private fun join(
    first: String,
    rest: String,
) = if (rest.isEmpty()) first else "$first&$rest"

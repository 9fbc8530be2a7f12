package io.mockaws.services.sns.delivery

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.LocalHttp
import io.mockaws.services.sns.message.Envelope
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.PendingDelivery
import io.mockaws.services.sns.state.SentPost
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.subscription.Subscription
import io.mockaws.services.sns.topic.DeliveryPolicies
import io.mockaws.services.sns.topic.Topic
import java.io.IOException
import java.net.URI
import java.net.URISyntaxException
import java.time.Duration
import java.util.Base64

/**
 * Posts [body] to the endpoint of [subscription]; what went wrong where it does not take it. One that is not on this machine
 * is not called, and what it would have got can be looked at.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/http-header.html
 */
internal fun SnsCall.post(
    topic: Topic,
    subscription: Subscription,
    pending: PendingDelivery,
    body: String,
    isRaw: Boolean,
): AwsFault? {
    val headers =
        buildMap {
            put("x-amz-sns-message-type", pending.type)
            put("x-amz-sns-message-id", pending.messageId)
            put("x-amz-sns-topic-arn", topic.arn)
            if (pending.type != Envelope.SUBSCRIPTION_CONFIRMATION) put("x-amz-sns-subscription-arn", subscription.arn)
            if (isRaw) put("x-amz-sns-rawdelivery", "true")
            val isQuestion = pending.message == null
            val usual = DeliveryPolicies.DEFAULT_CONTENT_TYPE
            put("Content-Type", if (isQuestion) usual else webPolicy(subscription).contentType)
            put("User-Agent", "Amazon Simple Notification Service Agent")
            put("Accept-Encoding", "gzip,deflate")
        }
    val result = call(subscription.endpoint, body, headers)
    val sent = SentPost(subscription.endpoint, pending.type, body, headers, now(), result.status, result.problem)
    state.write { Outbox.POSTS.add(this, sent) }
    return result.fault
}

/** What came back. */
private class Result(
    val status: Int?,
    /** What it means for the delivery; null where there is nothing to do any more. */
    val fault: AwsFault?,
    val problem: String? = fault?.error?.message,
)

private fun call(
    url: String,
    body: String,
    headers: Map<String, String>,
): Result {
    val uri = uriOf(url)?.takeIf(LocalHttp::isHere) ?: return Result(null, null, NOT_HERE)
    return try {
        var status = LocalHttp.call("POST", uri, headers.toList(), body, timeout).status
        val user = uri.userInfo
        // A user in the address is told who asks for it, as AWS does.
        if (status == UNAUTHORIZED && user != null) {
            val basic = "Basic " + Base64.getEncoder().encodeToString(user.encodeToByteArray())
            status = LocalHttp.call("POST", uri, headers.toList() + ("Authorization" to basic), body, timeout).status
        }
        Result(status, faultOf(status))
    } catch (failure: IOException) {
        Result(null, AwsFault("EndpointUnreachable", failure.toString(), UNAVAILABLE))
    }
}

private fun uriOf(url: String): URI? =
    try {
        URI(url)
    } catch (_: URISyntaxException) {
        null
    }

/**
 * Statuses of 400 to 499 but 429 are for good.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
private fun faultOf(status: Int): AwsFault? =
    when {
        status in 200..299 -> null
        status == TOO_MANY || status !in 400..499 -> AwsFault("EndpointFailed", "Status $status", UNAVAILABLE)
        else -> AwsFault("EndpointRefused", "Status $status", BAD_REQUEST)
    }

private val timeout = Duration.ofSeconds(15)
private const val NOT_HERE = "Not on this machine, so nothing was sent"
private const val UNAUTHORIZED = 401
private const val TOO_MANY = 429
private const val BAD_REQUEST = 400
private const val UNAVAILABLE = 503

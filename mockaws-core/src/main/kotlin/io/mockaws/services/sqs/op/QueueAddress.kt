package io.mockaws.services.sqs.op

import io.mockaws.engine.CallContext
import io.mockaws.engine.Place
import io.mockaws.engine.isAccount
import io.mockaws.engine.keys.KeyRefusal
import io.mockaws.services.sqs.SqsFaults
import io.mockaws.services.sqs.SqsState
import io.mockaws.services.sqs.queue.Queue
import kotlin.time.Instant

/** A queue as a request names it, and the state that would hold it. */
internal class QueueAddress(
    val call: CallContext<SqsState>,
    val name: String,
) {
    /** Works on the queue, alone. */
    inline fun <R> use(crossinline action: Queue.(now: Instant) -> R): R {
        val now = call.now()
        return call.state.on(name, now, call.ids) { action(now) }
    }
}

/** Refuses a queue whose messages are encrypted under a key that cannot be used. */
internal fun QueueAddress.checkKey() {
    val keyId = use { attributes.kmsMasterKeyId } ?: return
    try {
        call.world.keys.arnOf(keyId, call.place)
    } catch (refusal: KeyRefusal) {
        throw SqsFaults.keyRefused(refusal)
    }
}

/**
 * The queue of a URL: its last two segments are account and name, whatever host and port the client sees. AWS takes a
 * name alone, too.
 */
internal fun CallContext<SqsState>.queueAt(url: String?): QueueAddress {
    if (url.isNullOrEmpty()) throw SqsFaults.missingParameter("QueueUrl")
    val name = url.substringAfterLast('/')
    val owner = url.substringBeforeLast('/', "").substringAfterLast('/')
    if (name.isEmpty()) throw SqsFaults.invalidAddress(url)
    val context = if (isAccount(owner)) at(Place(owner, region)) else this
    if (!context.state.exists(name)) throw SqsFaults.queueDoesNotExist()
    return QueueAddress(context, name)
}

/** `https://sqs.us-east-1.amazonaws.com/123456789012/orders`, with the scheme, host and port that the client uses. */
internal fun CallContext<SqsState>.urlOf(name: String): String = "$origin/$account/$name"

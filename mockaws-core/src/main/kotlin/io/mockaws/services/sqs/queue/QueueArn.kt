package io.mockaws.services.sqs.queue

import io.mockaws.engine.Place

/** `arn:aws:sqs:us-east-1:123456789012:orders`. */
internal class QueueArn private constructor(
    val place: Place,
    val name: String,
) {
    companion object {
        /** Null for what is not the ARN of a queue. */
        fun parse(text: String): QueueArn? {
            val parts = text.split(':')
            if (parts.size != 6 || parts[0] != "arn" || parts[2] != "sqs" || parts.any { it.isEmpty() }) return null
            return QueueArn(Place(parts[4], parts[3]), parts[5])
        }
    }
}

package io.mockaws.ktor.persistence

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldContainAll
import software.amazon.awssdk.core.exception.SdkClientException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry
import software.amazon.awssdk.services.s3.model.Event
import software.amazon.awssdk.services.sns.model.MessageAttributeValue
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry
import software.amazon.awssdk.services.sqs.model.QueueAttributeName

/**
 * Publishes what nobody else publishes, and knows which queues it belongs to: all of a topic's messages, those of a topic that
 * a filter picks, a topic's in order, events by a rule, and what happens to a bucket.
 */
internal class FanOutWriter(
    private val id: Int,
) {
    private val queues = listOf("all", "picked", "ordered.fifo", "events", "objects").associateWith { "fan-$id-$it" }

    /** By queue what was acknowledged and was not seen there yet. */
    private val owed = queues.keys.associateWith { HashSet<String>() }
    private var n = 0
    private val topic = "arn:aws:sns:us-east-1:$ACCOUNT:fan-$id"
    private val ordered = "$topic.fifo"
    private val bucket = "fan-$id"

    var acknowledged = 0
        private set

    fun prepare(at: KillClients) {
        queues.forEach { (_, name) ->
            val fifo = if (name.endsWith(".fifo")) mapOf(QueueAttributeName.FIFO_QUEUE to "true") else emptyMap()
            at.sqs.createQueue { it.queueName(name).attributes(fifo) }
        }
        at.sns.createTopic { it.name("fan-$id") }
        at.sns.createTopic { it.name("fan-$id.fifo").attributes(mapOf("FifoTopic" to "true")) }
        subscribe(at, topic, "all")
        subscribe(at, topic, "picked", "FilterPolicy" to """{"kind":["picked"]}""")
        subscribe(at, ordered, "ordered.fifo")
        at.events.putRule { it.name("fan-$id").eventPattern("""{"source":["fan-$id"]}""") }
        at.events.putTargets { it.rule("fan-$id").targets({ t -> t.id("q").arn(arn("events")).inputPath("$.detail.n") }) }
        at.s3.createBucket { it.bucket(bucket) }
        at.s3.putBucketNotificationConfiguration {
            it.bucket(bucket).notificationConfiguration { c ->
                c.queueConfigurations({ q -> q.queueArn(arn("objects")).events(Event.S3_OBJECT_CREATED) })
            }
        }
        // Of the test message that S3 sends.
        receive(at, "objects")
    }

    private fun arn(queue: String) = "arn:aws:sqs:us-east-1:$ACCOUNT:${queues[queue]}"

    private fun subscribe(at: KillClients, topic: String, queue: String, vararg attributes: Pair<String, String>) {
        val all = mapOf("RawMessageDelivery" to "true") + attributes
        at.sns.subscribe { it.topicArn(topic).protocol("sqs").endpoint(arn(queue)).attributes(all) }
    }

    fun writeUntilKilled(at: KillClients, done: () -> Unit) {
        try {
            while (true) {
                n++
                steps[n % steps.size](at)
                acknowledged++
                done()
            }
        } catch (_: SdkClientException) {
            // It was killed.
        }
    }

    private fun owe(text: String, vararg to: String) = to.forEach { owed.getValue(it) += text }

    private fun kind(value: String) = mapOf("kind" to MessageAttributeValue.builder().dataType("String").stringValue(value).build())

    private val steps: List<(KillClients) -> Unit> =
        listOf(
            { at ->
                at.sns.publish { it.topicArn(topic).message("$n").messageAttributes(kind("picked")) }
                owe("$n", "all", "picked")
            },
            { at ->
                at.sns.publish { it.topicArn(topic).message("$n").messageAttributes(kind("other")) }
                owe("$n", "all")
            },
            { at ->
                val entries =
                    (1..3).map {
                        PublishBatchRequestEntry.builder().id("$it").message("$n-$it").messageAttributes(kind("picked")).build()
                    }
                at.sns.publishBatch { it.topicArn(topic).publishBatchRequestEntries(entries) }
                entries.forEach { owe(it.message(), "all", "picked") }
            },
            { at ->
                at.sns.publish { it.topicArn(ordered).message("$n").messageGroupId("g").messageDeduplicationId("$n") }
                owe("$n", "ordered.fifo")
            },
            { at ->
                val entries = (1..3).map { "$n-$it" }
                at.events.putEvents { r ->
                    r.entries(entries.map { text -> entry(text) })
                }
                entries.forEach { owe("\"$it\"", "events") }
            },
            { at ->
                at.s3.putObject({ it.bucket(bucket).key("key-$n-") }, RequestBody.fromString("x"))
                owe("key-$n-", "objects")
            },
        )

    private fun entry(text: String) =
        PutEventsRequestEntry.builder()
            .source("fan-$id").detailType("d").detail("""{"n":"$text"}""").build()

    /** All that was acknowledged is where it belongs. */
    fun check(at: KillClients) =
        withClue("writer $id") {
            for (queue in queues.keys) {
                val found = receive(at, queue).map { Regex("key-\\d+-").find(it)?.value ?: it }
                withClue(queue) { found shouldContainAll owed.getValue(queue) }
                owed.getValue(queue).clear()
            }
        }

    private fun receive(at: KillClients, queue: String): List<String> {
        val url = at.sqs.getQueueUrl { it.queueName(queues[queue]) }.queueUrl()
        val bodies = mutableListOf<String>()
        while (true) {
            val more = at.sqs.receiveMessage { it.queueUrl(url).maxNumberOfMessages(10) }.messages()
            if (more.isEmpty()) return bodies
            bodies += more.map { it.body() }
            at.sqs.deleteMessageBatch { r ->
                r.queueUrl(url).entries(
                    more.mapIndexed { i, message ->
                        DeleteMessageBatchRequestEntry.builder().id("$i").receiptHandle(message.receiptHandle()).build()
                    },
                )
            }
        }
    }

    private companion object {
        const val ACCOUNT = "123456789012"
    }
}

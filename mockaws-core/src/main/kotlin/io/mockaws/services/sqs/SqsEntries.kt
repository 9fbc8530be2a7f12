package io.mockaws.services.sqs

import io.mockaws.engine.Entry
import io.mockaws.engine.EntryKind
import io.mockaws.engine.Place
import io.mockaws.engine.StoredEntries
import io.mockaws.services.sqs.queue.Deduplication
import io.mockaws.services.sqs.queue.Message
import io.mockaws.services.sqs.queue.MessageStore
import io.mockaws.services.sqs.queue.MoveTask
import io.mockaws.services.sqs.queue.Queue
import io.mockaws.services.sqs.queue.QueueContent
import io.mockaws.services.sqs.queue.QueueSettings
import io.mockaws.services.sqs.queue.ReceiveAttempts
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.serializer
import java.util.TreeMap
import kotlin.time.Instant

// The state as it is written down: without the indexes that follow from the messages.

internal val QUEUE = EntryKind("queue", QueueSettings.serializer())

/** The position that the next message gets; apart from the settings, because it changes with each message. */
internal val NEXT_POSITION = EntryKind("nextPosition", Long.serializer(), within = QUEUE)
private val MESSAGE = EntryKind("message", Message.serializer(), within = QUEUE)
private val ACCEPTED = EntryKind("accepted", Deduplication.Accepted.serializer(), within = QUEUE)
private val ATTEMPT = EntryKind("attempt", ReceiveAttempts.Attempt.serializer(), within = QUEUE)

/** When a queue was deleted, by its name. */
internal val DELETED: EntryKind<Instant> = EntryKind("deleted", serializer<Instant>())
internal val MOVE_TASK: EntryKind<MoveTask> = EntryKind("moveTask", MoveTask.serializer())

internal fun messageEntry(
    queue: String,
    position: Long,
    message: Message?,
) = MESSAGE.entry(queue, "$position", value = message)

internal fun acceptedEntry(
    queue: String,
    key: Deduplication.Key,
    accepted: Deduplication.Accepted?,
) = ACCEPTED.entry(queue, "${key.group?.length ?: ""}:${key.group.orEmpty()}${key.id}", value = accepted)

internal fun attemptEntry(
    queue: String,
    id: String,
    attempt: ReceiveAttempts.Attempt?,
) = ATTEMPT.entry(queue, id, value = attempt)

internal fun sqsStateOf(
    place: Place,
    entries: StoredEntries,
): SqsState =
    SqsState(
        place,
        QUEUE.allIn(entries).associateTo(TreeMap()) { (name, settings, below) -> name to queueOf(settings, below) },
        DELETED.allIn(entries).associateTo(HashMap()) { it.key to it.value },
        ArrayList(MOVE_TASK.valuesIn(entries).sortedBy { it.startedAt }),
    )

/** Everything comes back hidden; the queue's first advance shows what is due. */
private fun queueOf(
    settings: QueueSettings,
    entries: StoredEntries,
): Queue {
    val content =
        QueueContent(
            MessageStore(settings.attributes.fifo),
            Deduplication(ACCEPTED.valuesIn(entries).sortedBy { it.at }),
            ReceiveAttempts(ATTEMPT.valuesIn(entries).sortedBy { it.at }),
        )
    MESSAGE.valuesIn(entries).sortedBy { it.position }.forEach { content.store.put(it, Instant.DISTANT_PAST) }
    content.forgetChanges()
    return Queue(settings, NEXT_POSITION.valuesIn(entries).single(), content)
}

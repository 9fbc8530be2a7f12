package io.mockaws.services.dynamodb.streams

import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.ResourcePolicy
import io.mockaws.services.dynamodb.table.TableDefinition
import kotlinx.serialization.Serializable
import org.pcollections.TreePMap
import java.security.MessageDigest
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.HexFormat
import java.util.zip.CRC32
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** What a stream is; what it holds is in [Stream]. */
@Serializable
internal data class StreamDefinition(
    val tableArn: String,
    val tableName: String,
    val keySchema: List<KeySchemaElement>,
    val label: String,
    val viewType: StreamViewType,
    val createdAt: Instant,
    /** Since when nothing is added; null while it is enabled. */
    val disabledAt: Instant? = null,
    /** The ordinal of the first sequence number that can be asked for. Without a record it is the shard's own. */
    val first: Long = 1,
    val policy: ResourcePolicy? = null,
) {
    val arn: String get() = "$tableArn/stream/$label"

    companion object {
        private val labels = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC)

        fun of(
            table: TableDefinition,
            viewType: StreamViewType,
            now: Instant,
        ): StreamDefinition =
            StreamDefinition(
                table.arn,
                table.name,
                table.keySchema,
                labels.format(now.toJavaInstant()),
                viewType,
                // The label has no finer time either.
                createdAt = Instant.fromEpochMilliseconds(now.toEpochMilliseconds()),
            )
    }
}

/**
 * A stream with its records; immutable. It has one shard, which is open as long as the stream is enabled.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
internal class Stream(
    val definition: StreamDefinition,
    /** By their ordinals, which rise with time and may have gaps. */
    val records: TreePMap<Long, StreamRecord> = TreePMap.empty(),
) {
    val arn: String get() = definition.arn
    val isEnabled: Boolean get() = definition.disabledAt == null
    val status: String get() = if (isEnabled) "ENABLED" else "DISABLED"

    val first: Long get() = definition.first
    val last: Long get() = if (records.isEmpty()) first else records.lastKey()

    /** AWS's form: when the shard was opened, in milliseconds, and eight hexadecimal digits. */
    val shardId: String
        get() {
            val suffix = CRC32().apply { update(arn.encodeToByteArray()) }.value
            val opened = definition.createdAt.toEpochMilliseconds()
            return "shardId-${opened.toString().padStart(20, '0')}-${suffix.toString(16).padStart(8, '0')}"
        }

    /** 32 hexadecimal digits that no other record has. */
    fun eventId(ordinal: Long): String =
        HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest("$arn/$ordinal".encodeToByteArray()))

    /** When the first record is due to be trimmed, or all of a disabled stream; null for a stream that can stay as it is. */
    val trimmedAt: Instant?
        get() {
            val oldest = if (records.isEmpty()) definition.disabledAt else records.firstEntry().value.at
            return oldest?.plus(DynamoDbLimits.STREAM_RETENTION)
        }

    fun with(record: StreamRecord): Stream = Stream(definition, records.plus(last + 1, record))

    fun redefined(changed: StreamDefinition): Stream = Stream(changed, records)

    fun disabled(at: Instant): Stream = Stream(definition.copy(disabledAt = at), records)

    /** Without the records that have been there for a day; null for a stream that is gone with them. */
    fun trimmed(now: Instant): Stream? {
        val oldest = now - DynamoDbLimits.STREAM_RETENTION
        if (definition.disabledAt?.let { it <= oldest } == true) return null
        val gone = records.entries.takeWhile { it.value.at <= oldest }.map { it.key }
        if (gone.isEmpty()) return this
        return Stream(definition.copy(first = gone.last() + 1), records.minusAll(gone))
    }
}
